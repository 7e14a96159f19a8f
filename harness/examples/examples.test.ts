import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { replayCounterexample } from '../search/replay-counterexample.js';
import { search } from '../search/search.js';
import { openSearchThreads, type SearchThread } from '../search/threads.js';
import { claimsOfExamples as claims, examples } from './index.js';
import { isAlone, writerOf } from './writer.js';

/** Those that are fast; `npm run bench -- examples` goes through all. */
const fast = new Set(['python-workers', 'agents', 'cron-append', 'perl', 'lua', 'php', 'c']);

const installed = examples().filter(({ name, unavailable }) => fast.has(name) && unavailable === undefined);

describe.runIf(gateSupport().able)('an application as it is', () => {
  let threads: readonly SearchThread[];
  beforeAll(async () => void (threads = await openSearchThreads(2)));
  afterAll(() => Promise.all(threads.map(({ close }) => close())));

  test.each(installed.filter(({ breaks }) => breaks.length > 0))(
    '$name breaks $breaks.0, and its counterexample comes again',
    async (example) => {
      const writer = writerOf(example);
      const budget = { executions: 200 };
      const result = await search({ writer, claims: example.breaks, seed: 1, budget, threads, explained: false });
      for (const verdict of result.claims) {
        expect(verdict).toMatchObject({ verdict: 'violated' });
        if (verdict.verdict !== 'violated') continue;
        const { counterexample } = verdict;
        expect(counterexample.reproduced).toEqual({ broken: 3, times: 3 });
        const { reproduced } = await replayCounterexample({ counterexample, writer, times: 1 });
        expect(reproduced).toEqual({ broken: 1, times: 1 });
      }
    },
  );

  test.each(installed.filter(({ breaks }) => breaks.length === 0))('$name holds', async (example) => {
    const budget = { executions: 40 };
    const concurrency = isAlone(example) ? 'alone' : 'together';
    const result = await search({ writer: writerOf(example), claims, seed: 1, budget, threads, concurrency });
    expect(result.claims.map(({ name, verdict }) => [name, verdict])).toEqual(claims.map((name) => [name, 'held']));
  });
});
