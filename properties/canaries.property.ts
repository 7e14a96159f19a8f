import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  canaries,
  canHoldSteps,
  correctNeighbours,
  openSearchThreads,
  remedyCanaries,
  search,
  type SearchThread,
} from '../harness/index.js';

const seed = Number(process.env['LOGTORTURE_SEED']);

/**
 * What takes many executions to be found is looked for at its known size first. `npm run bench -- canaries broken-remedies` looks
 * for it in the usual order.
 */
const late: ReadonlySet<string> = new Set([
  'drops-while-the-name-is-gone',
  'joins-torn-lines',
  'keeps-its-position',
  'keeps-stale-descriptor',
  'needs-three-preemptions',
  'needs-three-processes',
  'notices-only-less',
  'rechecks-existence',
  'rechecks-never',
  'removes-its-lock-file',
  'reopens-on-another-signal',
]);

/** A test of the tests: each writer that is broken on purpose must be found out, by the right claim and in its smallest form. */
describe.runIf(canHoldSteps())('the search', () => {
  let threads: readonly SearchThread[] = [];
  beforeAll(async () => {
    threads = await openSearchThreads(1);
  });
  afterAll(() => Promise.all(threads.map(({ close }) => close())));

  const known = [
    ...canaries,
    ...remedyCanaries.flatMap(({ minimum, ...canary }) => (minimum === undefined ? [] : [{ ...canary, minimum }])),
  ];

  test.each(known)('finds out $program.name: $bug', async ({ program, breaks, minimum }) => {
    const { claims } = await search({
      writer: program,
      claims: [breaks],
      seed,
      budget: { executions: 1000 },
      threads,
      explained: false,
      ...(late.has(program.name) && { beginsWith: minimum }),
    });
    expect(claims).toMatchObject([{ verdict: 'violated', counterexample: { reproduced: { broken: 3, times: 3 } } }]);
    const [verdict] = claims;
    if (verdict?.verdict !== 'violated') return;
    const { scenario, schedule } = verdict.counterexample;
    const { processes, records, preemptions } = minimum;
    const ticks = 'ticks' in minimum ? minimum.ticks : 0;
    const faults = 'faults' in minimum ? minimum.faults : 0;
    const content = 'content' in minimum ? minimum.content : undefined;
    expect({
      processes: scenario.processes,
      records: scenario.records,
      content: scenario.content,
      preemptions: schedule.preemptions.length,
      ticks: schedule.faults.filter(({ kind }) => kind === 'tick').length,
      faults: schedule.faults.filter(({ kind }) => kind !== 'tick').length,
    }).toEqual({ processes, records, content, preemptions, ticks, faults });
  });

  test.each(correctNeighbours)('does not accuse $program.name', async ({ program }) => {
    const { claims } = await search({
      writer: program,
      claims: program.guarantees,
      seed,
      budget: { executions: 40 },
      threads,
    });
    for (const { name, verdict } of claims) expect([name, verdict]).not.toEqual([name, 'violated']);
  });
});
