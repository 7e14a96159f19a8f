import Table from 'cli-table3';
import { missingRecords, spread, type RunResult } from './run-result.js';

export interface ExperimentRow {
  readonly writer: string;
  readonly results: readonly RunResult[];
}

/** Writers and what their runs lost, one row a writer. */
export function experimentTable(rows: readonly ExperimentRow[]): string {
  const table = new Table({
    head: ['writer', 'runs', 'with a loss', 'records missing\nmin / median / max', 'torn', 'duplicated', 'errors'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const { writer, results } of rows) {
    const missing = results.map(missingRecords);
    table.push([
      writer,
      results.length,
      missing.filter((count) => count > 0).length,
      spread(missing).join(' / '),
      total(results, 'torn'),
      total(results, 'duplicated'),
      total(results, 'errors'),
    ]);
  }
  return table.toString();
}

function total(results: readonly RunResult[], figure: 'torn' | 'duplicated' | 'errors'): number {
  return results.reduce((sum, result) => sum + result[figure], 0);
}
