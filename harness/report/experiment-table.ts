import { missingRecords, spread, type RunResult } from './run-result.js';
import { textTable } from './table.js';

export interface ExperimentRow {
  readonly writer: string;
  readonly results: readonly RunResult[];
}

/** Writers and what their runs lost, one row a writer. */
export function experimentTable(rows: readonly ExperimentRow[]): string {
  const head = ['writer', 'runs', 'with a loss', 'missing (min/median/max)', 'torn', 'duplicated', 'errors'];
  return textTable(
    head,
    rows.map(({ writer, results }) => {
      const missing = results.map(missingRecords);
      return [
        writer,
        results.length,
        missing.filter((count) => count > 0).length,
        spread(missing).join(' / '),
        total(results, 'torn'),
        total(results, 'duplicated'),
        total(results, 'errors'),
      ];
    }),
  );
}

function total(results: readonly RunResult[], figure: 'torn' | 'duplicated' | 'errors'): number {
  return results.reduce((sum, result) => sum + result[figure], 0);
}
