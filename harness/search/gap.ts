import { newAnchors, sameAnchor } from '../schedule/anchor.js';
import { ownerOf, type Step } from '../gate/index.js';
import type { Preemption } from '../schedule/schedule.js';

/** A step and its place in the trace, counted from 1. */
export interface Numbered {
  readonly number: number;
  readonly step: Step;
}

/** What a preemption made of an execution. */
export interface Gap {
  /** What others did while the preempted step was held. */
  readonly between: readonly Numbered[];
  /** The preempted step, and what its process did from there on: of a program as it is, that of its processes. */
  readonly preempted: readonly Numbered[];
}

/** Finds the place where a preemption applied; nothing where it did not. */
export function gapOf(trace: readonly Step[], { before, run, child, thread }: Preemption): Gap | undefined {
  const anchors = newAnchors();
  const steps = trace.map((step, index): Numbered => ({ number: index + 1, step }));
  /** How many steps had been taken when each thread of the process took its last one. */
  const since = new Map<number, number>();
  for (const [index, { step }] of steps.entries()) {
    if (step.process === before.process) {
      const between = steps.slice(since.get(step.thread) ?? 0, index);
      since.set(step.thread, index + 1);
      const came = between.some(
        ({ step: other }) =>
          other.process === run && other.child === (child ?? other.child) && other.thread === (thread ?? other.thread),
      );
      if (came && sameAnchor(anchors.of(step), before)) {
        return { between, preempted: steps.slice(index).filter((own) => isSameOwner(own.step, step)) };
      }
    }
    anchors.taken(step);
  }
  return undefined;
}

/** Whether two steps are those of one process: a member, or one that a member has started. */
export function isSameOwner(one: Step, other: Step): boolean {
  return ownerOf(one) === ownerOf(other);
}
