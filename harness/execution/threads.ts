import { ownerOf, type GateEvent, type Step } from '../gate/index.js';
import { traceOf } from './events.js';

/**
 * Events as people read them: steps name no thread where their process has at most one beside its first. Node does part of
 * its program's work on files in such a thread, and which of the two takes a step explains nothing.
 */
export function withoutLoneThreads(events: readonly GateEvent[]): GateEvent[] {
  const threads = new Map<string, Set<number>>();
  for (const step of traceOf({ events }))
    threads.set(ownerOf(step), (threads.get(ownerOf(step)) ?? new Set()).add(step.thread));
  // The first thread of a member is 0, whether it takes a step or not; that of a child has another number.
  const others = (step: Step): number =>
    [...(threads.get(ownerOf(step)) ?? [])].filter((thread) => thread !== 0).length -
    (step.child === undefined ? 0 : 1);
  return events.map((event) => (event.kind !== 'step' || others(event) > 1 ? event : { ...event, thread: 0 }));
}

/** Whether an interleaving names threads. */
export function namesThreads(interleaving: readonly string[]): boolean {
  return interleaving.some((line) => line.includes('(thread '));
}
