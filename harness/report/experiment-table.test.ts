import { expect, test } from 'vitest';
import { experimentTable } from './experiment-table.js';
import type { RunResult } from './run-result.js';

const clean: RunResult = {
  lost: 0,
  torn: 0,
  duplicated: 0,
  unexpected: 0,
  errors: 0,
  missing: [],
  milliseconds: 3,
};
const lossy: RunResult = { ...clean, lost: 111, torn: 1, duplicated: 2, errors: 5, missing: [[0, 0, 111]] };

test('the table tells for each writer how many runs lost how much', async () => {
  const table = experimentTable([
    { writer: 'size', results: [lossy, clean, { ...lossy, missing: [[1, 5, 9]] }, lossy] },
    { writer: 'python-time', results: [lossy] },
    { writer: 'file', results: [clean, clean] },
  ]);
  await expect(`${table}\n`).toMatchFileSnapshot('golden/experiment-table.txt');
});

test('the table without a writer has nothing but its head', async () => {
  await expect(`${experimentTable([])}\n`).toMatchFileSnapshot('golden/experiment-table-empty.txt');
});
