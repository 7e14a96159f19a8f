import type { Execution } from '../execution/execution.js';
import { pidTeller } from '../execution/told-pids.js';

/**
 * An execution in which each process goes by its name instead of the number that the system gave it this time: a program as it
 * is may write that, and name files by it.
 */
export function withoutPids(execution: Execution): Execution {
  const { pids = new Map<number, string>(), events, files, history, processes } = execution;
  if (pids.size === 0) return execution;
  return { ...execution, ...mapped({ events, files, history, processes }, pidTeller(pids)) };
}

/** The same data with all texts in it changed. */
function mapped<T>(data: T, change: (text: string) => string): T {
  return JSON.parse(JSON.stringify(data), (_, value) => (typeof value === 'string' ? change(value) : value));
}
