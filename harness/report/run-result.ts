import { accountFor, type RecordAccount } from '../execution/accounting.js';
import type { Execution } from '../execution/execution.js';
import { noError } from '../claims/index.js';
import { ranges } from './fold.js';

/** One run in figures, as `logtorture run --json` prints it. */
export interface RunResult {
  /** Records that were acknowledged and of which nothing was found. */
  readonly lost: number;
  /** Records of which only fragments were found. */
  readonly torn: number;
  readonly duplicated: number;
  /** Places in the files that hold something that was never written. */
  readonly unexpected: number;
  /** Refused records, processes that printed on stderr or an error on stdout, and processes that did not end as asked. */
  readonly errors: number;
  /** The records that stand whole in no file, for whatever reason: process, first and last sequence. */
  readonly missing: readonly (readonly [process: number, first: number, last: number])[];
  readonly milliseconds: number;
}

export function resultOf(execution: Execution): RunResult {
  const { records, unexpected } = accountFor(execution);
  const count = (fate: RecordAccount['fate']): number => records.flat().filter((record) => record.fate === fate).length;
  return {
    lost: count('lost'),
    torn: count('torn'),
    duplicated: count('duplicated'),
    unexpected: unexpected.length,
    errors: noError.check(execution).length,
    missing: records.flatMap((account, index) =>
      ranges(account.filter((record) => isMissing(execution, record)).map(({ sequence }) => sequence)).map(
        ([first, last]): [number, number, number] => [account[0]?.process ?? index, first, last],
      ),
    ),
    milliseconds: Math.round(execution.milliseconds * 1000) / 1000,
  };
}

/** Of a program as it is, what was to go is not missing, nor what came to no end. */
function isMissing({ asIs }: Execution, { found, fate }: RecordAccount): boolean {
  return found.length === 0 && (asIs === undefined || (fate !== 'removed' && fate !== 'absent'));
}

/** How many records stand whole in no file. */
export function missingRecords({ missing }: RunResult): number {
  return missing.reduce((total, [, first, last]) => total + last - first + 1, 0);
}

/** Figures over several runs, in the order minimum, median, maximum. */
export function spread(figures: readonly number[]): [minimum: number, median: number, maximum: number] {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  return [sorted[0] ?? 0, median, sorted.at(-1) ?? 0];
}
