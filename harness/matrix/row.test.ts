import { describe, expect, test } from 'vitest';
import type { Concurrency } from '../scenario/concurrency.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { lengthened } from '../limits.js';
import { explored, sizeLosesARecord } from '../search/hand-built.js';
import type { SearchRequest } from '../search/request.js';
import type { ClaimVerdict } from '../search/verdict.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { Asked } from './cell.js';
import { boundsOf, searchRow, unknownRow } from './row.js';

const writer: WriterProgram = {
  name: 'size',
  rotations: ['size'],
  guarantees: [],
  guaranteesAlone: [],
  command: [],
};
const asked: Asked = { seed: 1, budget: { executions: 10 }, claims: ['no-record-lost'], keep: 'kept', versions: {} };

const held: ClaimVerdict = { name: 'no-record-lost', verdict: 'held', explored };
const together: ClaimVerdict = {
  name: 'no-record-lost',
  verdict: 'violated',
  explored,
  counterexample: sizeLosesARecord,
};
const plainBug: Counterexample = {
  ...sizeLosesARecord,
  scenario: { ...sizeLosesARecord.scenario, processes: 1, records: 3 },
  schedule: { preemptions: [], faults: [] },
};
const alone: ClaimVerdict = { ...together, counterexample: plainBug };

/** The row of a writer of which the searches say this, and of which a counterexample may be known before. */
function rowOf(verdicts: Readonly<Record<Concurrency, ClaimVerdict>>, before?: Concurrency) {
  const kept: string[] = [];
  const search = ({ seed, concurrency }: Pick<SearchRequest, 'seed' | 'concurrency'>) =>
    Promise.resolve({ writer: writer.name, seed, claims: concurrency === undefined ? [] : [verdicts[concurrency]] });
  const keep = ({ scenario }: Counterexample): string => {
    kept.push(`of-${scenario.processes}.json`);
    return `of-${scenario.processes}.json`;
  };
  const known = (_: string, concurrency: Concurrency) =>
    Promise.resolve(concurrency === before ? sizeLosesARecord : undefined);
  return searchRow({ writer, asked, search, keep, known }).then(({ cells }) => ({ cells, kept }));
}

describe('a row of the matrix', () => {
  test('says what held with its counts, and of what was broken the size and the file', async () => {
    const { cells } = await rowOf({ alone: held, together });
    expect(cells).toMatchObject([
      { concurrency: 'alone', verdict: 'held', explored: { executions: 4451, rotatedWhileOverlapping: 3912 } },
      {
        concurrency: 'together',
        verdict: 'violated',
        size: { processes: 2, records: 2, preemptions: 1, faults: 0 },
        file: 'of-2.json',
      },
    ]);
  });

  test('comes to an end, whatever a writer takes to be made small', async () => {
    const asking: SearchRequest[] = [];
    const search = (request: SearchRequest) => {
      asking.push(request);
      return Promise.resolve({ writer: writer.name, seed: 1, claims: [held] });
    };
    const timed = { ...asked, budget: { executions: 500, seconds: 60 } };
    const nothing = () => undefined;
    await searchRow({ writer, asked: timed, search, keep: nothing, known: () => Promise.resolve(undefined) });
    expect(asking.map(({ bounds }) => Object.values(bounds ?? {}).every(Number.isFinite))).toEqual([true, true]);
    expect(boundsOf({ executions: 500, seconds: 60 }, 0)).toEqual({
      more: 3000,
      shrinkMs: lengthened(180_000),
      endMs: lengthened(180_000) + 30_000,
    });
    expect(boundsOf({ executions: 5000 }, 0)).toEqual({ more: 15_000, shrinkMs: Infinity, endMs: Infinity });
  });

  test('has a counterexample for each where a writer breaks alone and in another way together', async () => {
    const { cells } = await rowOf({ alone, together });
    expect(cells).toMatchObject([{ file: 'of-1.json' }, { file: 'of-2.json' }]);
  });

  test.each([
    ['held alone', held],
    ['was broken alone, too', alone],
  ])('has one counterexample where what was found together needs but one process, and %s', async (_, before) => {
    const { cells, kept } = await rowOf({ alone: before, together: alone });
    expect(cells).toMatchObject([
      { concurrency: 'alone', verdict: 'violated', file: 'of-1.json' },
      { concurrency: 'together', verdict: 'violated', file: 'of-1.json' },
    ]);
    expect(kept).toEqual(['of-1.json']);
  });

  test('is broken where something is known to break it, though this search did not find it', async () => {
    const { cells, kept } = await rowOf({ alone: held, together: held }, 'together');
    expect(cells).toMatchObject([
      { concurrency: 'alone', verdict: 'held' },
      { concurrency: 'together', verdict: 'violated', size: { processes: 2, records: 2 }, file: 'of-2.json' },
    ]);
    expect(kept).toEqual(['of-2.json']);
  });

  test('says why nothing is known where the search fails', async () => {
    const search = () => Promise.reject(new Error('The processes did not start.'));
    const none = () => undefined;
    const { cells } = await searchRow({ writer, asked, search, keep: none, known: () => Promise.resolve(undefined) });
    expect(cells).toMatchObject([
      { concurrency: 'alone', verdict: 'unknown', reason: 'The processes did not start.' },
      { concurrency: 'together', verdict: 'unknown', reason: 'The processes did not start.' },
    ]);
  });

  test('leaves out retention where a writer never rotates', () => {
    const { cells } = unknownRow(
      { ...writer, rotations: ['none'] },
      { ...asked, claims: ['no-record-lost', 'retention-kept'] },
      'no such package',
    );
    expect(new Set(cells.map(({ claim }) => claim))).toEqual(new Set(['no-record-lost']));
  });
});
