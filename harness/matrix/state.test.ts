import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { newDirectory } from '../processes/directory.js';
import type { Asked, Row } from './cell.js';
import { explored } from '../search/hand-built.js';
import { openMatrixState } from './state.js';

const directory = newDirectory();
afterAll(directory.remove);

const asked: Asked = {
  seed: 1,
  budget: { executions: 10 },
  claims: ['no-record-lost'],
  keep: '.',
  versions: { node: '20' },
};
const counterexample = join(directory.path, 'size.json');
writeFileSync(counterexample, '{}');
const row: Row = {
  writer: 'size',
  asked,
  seconds: 1.5,
  cells: [
    {
      claim: 'no-record-lost',
      concurrency: 'together',
      verdict: 'violated',
      size: { processes: 2, records: 2, preemptions: 1, faults: 0 },
      message: 'It is in no file.',
      file: counterexample,
    },
  ],
};

describe('what is known of the matrix', () => {
  const file = join(directory.path, 'state', 'matrix.json');

  test('is gone on with by whoever asks for the same', () => {
    openMatrixState(file).keep(row);
    expect(openMatrixState(file).row('size', asked)).toEqual(row);
  });

  test('is read back with whatever a search has to say of what it explored', () => {
    const all = { ...explored, elsewhere: 'app.log.lock', firstFailure: 8, leftOutBytes: 1_048_576 };
    const cells = [{ claim: 'no-record-lost', concurrency: 'alone', verdict: 'held', explored: all }] as const;
    openMatrixState(file).keep({ ...row, writer: 'sound', cells });
    expect(openMatrixState(file).row('sound', asked)?.cells).toEqual(cells);
  });

  test.each<[string, Asked]>([
    ['seed', { ...asked, seed: 2 }],
    ['version of the logger', { ...asked, versions: { node: '20', size: '2' } }],
    ['content of a writer', { ...asked, versions: { node: '20', 'my-logger.mjs': '1a2b3c4d' } }],
    ['code of logtorture', { ...asked, code: '1a2b3c4d' }],
    ['budget', { ...asked, budget: { executions: 20 } }],
  ])('is searched anew with another %s', (_, other) => {
    expect(openMatrixState(file).row('size', other)).toBeUndefined();
  });

  test('is searched anew where a counterexample has gone', () => {
    const cells = row.cells.map((cell) => ({ ...cell, file: join(directory.path, 'gone.json') }));
    openMatrixState(file).keep({ ...row, cells });
    expect(openMatrixState(file).row('size', asked)).toBeUndefined();
  });

  test('is refused in one line where it is something else', () => {
    writeFileSync(file, '{ "rows": [1] }');
    expect(() => openMatrixState(file)).toThrow(
      /matrix\.json holds no matrix that could be gone on with: delete it, or move it away\.$/,
    );
  });
});
