import * as v from 'valibot';
import type { Cell, Row } from '../matrix/cell.js';
import { rowSchema } from '../matrix/row-schema.js';
import { matrixShardSchema, type MatrixShard } from '../matrix/shard-schema.js';
import { legend, matrixTable } from '../report/matrix.js';
import type { MergeOptions, Read } from './merge-part.js';
import { assertOneSearch } from './same-search.js';

/** What `matrix --shard i/n --json` prints. */
export interface MatrixPart {
  readonly version: 1;
  readonly rows: readonly Row[];
  readonly shard: MatrixShard;
}

export const matrixPartSchema: v.GenericSchema<unknown, MatrixPart> = v.strictObject({
  version: v.literal(1),
  rows: v.array(rowSchema),
  shard: matrixShardSchema,
});

/**
 * Shows a matrix that was divided as one, and gives its cells.
 * @throws {Error} one line, where the documents are not all parts of one matrix.
 */
export function mergeMatrices(read: readonly Read<MatrixPart>[], { json }: MergeOptions): readonly Cell[] {
  assertOneSearch(read, ({ shard: { count, writers, claims, seed, budget, code } }) => ({
    'number of parts': count,
    writers,
    claims,
    seed,
    budget,
    code,
  }));
  const [first] = read;
  if (first === undefined) return [];
  const { writers, claims } = first.part.shard;
  const all = read.flatMap(({ part }) => part.rows);
  const rows = writers.flatMap((writer) => all.filter((row) => row.writer === writer));
  if (json === true) console.log(JSON.stringify({ version: 1, rows }));
  else console.log(`${matrixTable(rows, claims)}\n${legend(claims)}`);
  return rows.flatMap(({ cells }) => cells);
}
