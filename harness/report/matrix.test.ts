import { describe, expect, test } from 'vitest';
import type { Claim } from '../claims/index.js';
import { concurrencies } from '../scenario/concurrency.js';
import type { Asked, Cell, Held, Row, Unknown, Violated } from '../matrix/cell.js';
import { explored } from '../search/hand-built.js';
import { legend, matrixTable, rowInWords } from './matrix.js';
import { matrixMarkdown } from './matrix-markdown.js';

const claims: readonly Claim[] = ['no-record-lost', 'no-line-torn', 'threshold-kept', 'no-error', 'survives-kill'];
const asked: Asked = { seed: 1, budget: { executions: 300 }, claims: [...claims], keep: 'kept', versions: {} };

function held(claim: Claim, concurrency: Cell['concurrency'], executions: number): Held {
  const reach = {
    executions,
    judged: executions,
    rotated: executions,
    overlapped: executions - 1,
    rotatedWhileOverlapping: executions - 1,
  };
  return { claim, concurrency, verdict: 'held', explored: { ...explored, ...reach } };
}

function violated(claim: Claim, concurrency: Cell['concurrency'], processes: number, records: number): Violated {
  const size = { processes, records, preemptions: processes - 1, faults: 0 };
  const file = `kept/${claim}/logger${processes === 1 ? '-alone' : ''}.json`;
  return { claim, concurrency, verdict: 'violated', size, message: 'It is broken.', file };
}

const unknown: Unknown = {
  claim: 'no-error',
  concurrency: 'together',
  verdict: 'unknown',
  executions: 7,
  reason: 'of 7 executions 2 ended as deadlock instead of completing',
};

const missing: Row = {
  writer: 'missing',
  asked,
  seconds: 0,
  cells: claims.flatMap((claim) =>
    concurrencies.map((concurrency) => ({
      claim,
      concurrency,
      verdict: 'unknown',
      executions: 0,
      reason: 'the package is not there.',
    })),
  ),
};

const rows: readonly Row[] = [
  {
    writer: 'logger',
    asked,
    seconds: 12.5,
    cells: [
      violated('no-record-lost', 'alone', 1, 12),
      violated('no-record-lost', 'together', 2, 2),
      held('no-line-torn', 'alone', 300),
      violated('no-line-torn', 'together', 2, 3),
      violated('threshold-kept', 'alone', 1, 2),
      violated('threshold-kept', 'together', 1, 2),
      held('no-error', 'alone', 300),
      unknown,
      held('survives-kill', 'alone', 300),
      held('survives-kill', 'together', 1200),
    ],
  },
  {
    writer: 'sound',
    asked,
    seconds: 3,
    cells: claims.flatMap((claim) =>
      claim === 'threshold-kept' ? [] : [held(claim, 'alone', 20), held(claim, 'together', 200)],
    ),
  },
  missing,
];

describe('the matrix', () => {
  test('is a table with a row a writer and a column a claim, and what is known of each', async () => {
    const parts = [...rows.map(rowInWords), `${matrixTable(rows, claims)}\n${legend(claims)}`];
    await expect(`${parts.join('\n\n')}\n`).toMatchFileSnapshot('golden/matrix.txt');
  });

  test('is a table of Markdown whose broken cells lead to their counterexamples', async () => {
    await expect(`${matrixMarkdown(rows, claims)}\n`).toMatchFileSnapshot('golden/matrix.md');
  });
});
