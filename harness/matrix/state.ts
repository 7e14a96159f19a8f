import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { jsonText } from '../counterexample/json-text.js';
import type { Asked, Row } from './cell.js';
import { rowSchema } from './row-schema.js';

/** The rows that are known already, in a file, so that a matrix which was interrupted goes on from there. */
export interface MatrixState {
  /** The row of a writer, where the same was asked of it before and its counterexamples are still there. */
  readonly row: (writer: string, asked: Asked) => Row | undefined;
  /** Keeps a row, in place of any other of its writer. */
  readonly keep: (row: Row) => void;
}

const stateSchema = v.strictObject({ rows: v.array(rowSchema) });

/** @throws {Error} one line that says why the file can't be gone on with. */
export function openMatrixState(file: string): MatrixState {
  const rows = new Map(read(file).map((row) => [row.writer, row]));
  return {
    row(writer, asked) {
      const row = rows.get(writer);
      return row !== undefined && isDeepStrictEqual(row.asked, asked) && row.cells.every(isThere) ? row : undefined;
    },
    keep(row) {
      rows.set(row.writer, row);
      write(file, [...rows.values()]);
    },
  };
}

function isThere(cell: Row['cells'][number]): boolean {
  return cell.verdict !== 'violated' || (cell.file !== undefined && existsSync(cell.file));
}

function read(file: string): readonly Row[] {
  if (!existsSync(file)) return [];
  try {
    return v.parse(stateSchema, JSON.parse(readFileSync(file, 'utf8'))).rows;
  } catch (error) {
    throw new Error(`${file} holds no matrix that could be gone on with: delete it, or move it away.`, {
      cause: error,
    });
  }
}

/** The file is replaced as a whole: when a write is interrupted, what was there before is still there. */
function write(file: string, rows: readonly Row[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, jsonText({ rows }));
  renameSync(`${file}.new`, file);
}
