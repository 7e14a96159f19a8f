import { clockMovesOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';

/**
 * Whether backups keep everything even if each process rotates whenever a period is over, with records or without. A
 * scenario alone does not tell how far schedules move its clock.
 */
export function keepsEverything(execution: Execution): boolean {
  const { processes, rotation } = execution.scenario;
  if (rotation.kind !== 'time') return true;
  const elapsedMs = clockMovesOf(execution).reduce((sum, { byMs }) => sum + byMs, 0);
  return rotation.backups >= processes * Math.floor(elapsedMs / rotation.periodMs);
}
