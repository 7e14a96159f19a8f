import type { GateEvent } from '../gate/index.js';
import { traceOf } from './events.js';

/**
 * Events as people read them: steps name no thread where their process has at most one beside its first. Node does part of
 * its program's work on files in such a thread, and which of the two takes a step explains nothing.
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
