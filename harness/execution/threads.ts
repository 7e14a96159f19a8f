import type { GateEvent } from '../gate/index.js';
import { traceOf } from './events.js';

/**
 * Events with steps as people read them. Node does part of what its program asks of files in a thread beside the first; which of both does
 * a step tells them nothing, as long as there is but one. Where a process has several, each of its steps keeps its thread.
 */
export function withoutLoneThreads(events: readonly GateEvent[]): GateEvent[] {
  const threads = new Map<number, Set<number>>();
  for (const { process, thread } of traceOf({ events }))
    if (thread !== 0) threads.set(process, (threads.get(process) ?? new Set()).add(thread));
  return events.map((event) =>
    event.kind !== 'step' || (threads.get(event.process)?.size ?? 0) > 1 ? event : { ...event, thread: 0 },
  );
}

/** Whether an interleaving names threads. */
export function namesThreads(interleaving: readonly string[]): boolean {
  return interleaving.some((line) => line.includes('(thread '));
}
