import { counted } from '../words.js';
import type { Scenario } from './scenario.js';

/** How many processes write how many records, or how many copies of a program there are: `2 processes × 2 records`, `2 copies`. */
export function sizeInWords({ processes, records, lines }: Pick<Scenario, 'processes' | 'records' | 'lines'>): string {
  if (lines === undefined) return `${counted(processes, 'process', 'processes')} × ${counted(records, 'record')}`;
  const copies = counted(processes, 'copy', 'copies');
  return lines === 'own' ? copies : `${copies} × ${counted(records, 'line')}`;
}
