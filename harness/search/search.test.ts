import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../claims/index.js';
import { gateSupport } from '../gate/index.js';
import { canaries } from '../writers/canaries/index.js';
import { writerNamed } from '../writers/index.js';
import { search } from './search.js';
import type { Found, SearchRequest } from './request.js';
import { openSearchThreads, type SearchThread } from './threads.js';
import type { ClaimVerdict, SearchResult } from './verdict.js';

let threads: readonly SearchThread[] = [];

async function searched(name: string, claims: readonly Claim[], executions: number, seed = 1): Promise<SearchResult> {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  return search({ writer, claims, seed, budget: { executions }, threads });
}

function counterexampleOf(verdict: ClaimVerdict | undefined) {
  if (verdict?.verdict !== 'violated') throw new Error(`Nothing was found: ${JSON.stringify(verdict)}`);
  return verdict.counterexample;
}

const available = (name: string): boolean => writerNamed(name)?.unavailable === undefined;

describe.runIf(gateSupport().able)('a search', () => {
  beforeAll(async () => {
    threads = await openSearchThreads(1);
  });
  afterAll(() => Promise.all(threads.map(({ close }) => close())));

  it.each(['size', 'python-size'].filter(available))(
    'finds the lost record of %s in its smallest form',
    async (name) => {
      const { claims } = await searched(name, ['no-record-lost'], 40);
      expect(counterexampleOf(claims[0])).toMatchObject({
        scenario: { processes: 2, records: 2, recordBytes: [32] },
        schedule: {
          preemptions: [{ before: { process: 0, call: 'rename', path: 'app.log', occurrence: 1 }, run: 1 }],
          faults: [],
        },
        violation: { message: "p1's record 0 was acknowledged, but it is in no file." },
        reproduced: { broken: 3, times: 3 },
      });
    },
  );

  it.each(['time', 'python-time'].filter(available))('finds it in %s, with one tick', async (name) => {
    const { claims } = await searched(name, ['no-record-lost'], 40);
    const before = { process: 0, call: 'write', path: 'app.log', occurrence: 1 };
    expect(counterexampleOf(claims[0])).toMatchObject({
      scenario: { processes: 2, records: 2 },
      schedule: { preemptions: [{ before, run: 1 }], faults: [{ kind: 'tick', before, byMs: 1000 }] },
      reproduced: { broken: 3, times: 3 },
    });
  });

  it('shows without a rotation what fails without one, though scenarios that rotate come first', async () => {
    const writer = canaries.find(({ program }) => program.name === 'swaps-records')?.program;
    if (writer === undefined) throw new Error('There is no canary swaps-records.');
    expect(writer.rotations).toEqual(['none', 'size']);
    const budget = { executions: 40 };
    const { claims } = await search({ writer, claims: ['order-kept'], seed: 1, budget, threads });
    expect(claims).toMatchObject([
      {
        explored: { firstFailure: 1, rotated: 1 },
        counterexample: { scenario: { processes: 1, records: 2, rotation: { kind: 'none' } } },
      },
    ]);
  });

  it('says nothing of what one schedule executes now in this way and now in that, and executes none', async () => {
    const size = writerNamed('size');
    if (size === undefined) throw new Error('There is no writer size.');
    const writer = { ...size, varies: 'it rolls dice' };
    const { claims } = await search({
      writer,
      claims: ['no-record-lost'],
      seed: 1,
      budget: { executions: 40 },
      threads,
    });
    expect(claims).toMatchObject([
      {
        name: 'no-record-lost',
        verdict: 'unknown',
        explored: { executions: 0 },
        reason: 'one schedule does not always give one execution of it: it rolls dice',
      },
    ]);
  });

  it('holds a claim that is kept, and says what was explored', async () => {
    const { claims } = await searched('size', ['no-record-duplicated'], 60);
    expect(claims).toMatchObject([
      {
        name: 'no-record-duplicated',
        verdict: 'held',
        explored: { executions: 60, incomplete: {}, drawn: { executed: 0 } },
      },
    ]);
    const [verdict] = claims;
    expect(verdict?.explored.rotatedWhileOverlapping).toBeGreaterThan(0);
    expect(verdict?.explored.systematic[0]).toMatchObject({ executed: 1, exhausted: true });
  });

  it('finds the same from the same seed, with one thread or several', async () => {
    const writer = writerNamed('size');
    if (writer === undefined) throw new Error('There is no writer size.');
    const claims: readonly Claim[] = ['no-record-lost', 'threshold-kept'];
    const results = await Promise.all(
      [1, 2].map((workers) => search({ writer, claims, seed: 7, budget: { executions: 100 }, workers })),
    );
    const [one, other] = results.map((result) => result.claims.map(counterexampleOf));
    expect(one).toEqual(other);
  });

  it('ends when its executions are used up, however many threads share them', async () => {
    const writer = writerNamed('sound');
    if (writer === undefined) throw new Error('There is no writer sound.');
    const { claims } = await search({
      writer,
      claims: ['no-line-torn'],
      seed: 1,
      budget: { executions: 50 },
      workers: 3,
    });
    expect(claims).toMatchObject([{ verdict: 'held', explored: { executions: 50 } }]);
  });

  it('looks for others that fail in another way, so that a short write does not hide a rename that fails', async () => {
    const writer = writerNamed('size');
    if (writer === undefined) throw new Error('There is no writer size.');
    const found: Found[] = [];
    const { claims } = await search({
      writer,
      claims: ['fails-loudly'],
      seed: 1,
      budget: { executions: 150 },
      concurrency: 'alone',
      explained: false,
      several: ['fails-loudly'],
      onFound: (each) => void found.push(each),
      threads,
    });
    const [verdict] = claims;
    const others = verdict?.verdict === 'violated' ? (verdict.others ?? []) : [];
    const faults = [counterexampleOf(verdict), ...others].map(({ schedule }) => schedule.faults);
    expect(faults).toHaveLength(3);
    expect(faults.flat()).toContainEqual(expect.objectContaining({ at: expect.objectContaining({ call: 'write' }) }));
    expect(faults.flat()).toContainEqual(expect.objectContaining({ at: expect.objectContaining({ call: 'rename' }) }));
    const final = found.filter(({ isFinal }) => isFinal);
    expect(final.map(({ ordinal = 1 }) => ordinal)).toEqual([1, 2, 3]);
    expect(new Set(final.map(({ counterexample }) => counterexample))).toEqual(
      new Set([counterexampleOf(verdict), ...others]),
    );
  });

  it('lets something else come before it draws scenarios, and then finds the same', async () => {
    const writer = writerNamed('sound');
    if (writer === undefined) throw new Error('There is no writer sound.');
    const request = {
      writer,
      claims: ['no-line-torn'],
      seed: 1,
      budget: { executions: 30 },
      concurrency: 'alone',
    } as const;
    const bounds = { more: Infinity, shrinkMs: Infinity, endMs: Infinity };
    const exploredBy = async (more: Partial<SearchRequest>) => {
      const { claims } = await search({ ...request, ...more });
      const [{ explored } = { explored: undefined }] = claims;
      return { executions: explored?.executions, drawn: explored?.drawn.executed };
    };
    let times = 0;
    const goesOn = () => Promise.resolve(++times === 1 ? { bounds } : undefined);
    const usual = await exploredBy({ threads });
    expect(await exploredBy({ workers: 2, beforeDrawing: goesOn })).toEqual(usual);
    expect(times).toBe(1);
    const ended = await exploredBy({ threads, beforeDrawing: () => Promise.resolve(undefined) });
    expect(ended).toEqual({ executions: 30 - (usual.drawn ?? 0), drawn: 0 });
  });

  it('does not call a claim held of which it saw nothing', async () => {
    const { claims } = await searched('size', ['no-record-duplicated'], 3);
    expect(claims).toMatchObject([{ verdict: 'unknown', reason: 'none of 3 executions had two processes overlap' }]);
  });
});
