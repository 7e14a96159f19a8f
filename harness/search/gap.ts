import { newAnchors } from '../schedule/anchor.js';
import type { Step } from '../gate/index.js';
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
  /** The preempted step, and what its process did from there on. */
  readonly preempted: readonly Numbered[];
}

/** Finds the place where a preemption applied; nothing where it did not. */
export function gapOf(trace: readonly Step[], { before, run, thread }: Preemption): Gap | undefined {
  const anchors = newAnchors();
  const steps = trace.map((step, index): Numbered => ({ number: index + 1, step }));
  /** How many steps had been taken when each thread of the process took its last one. */
  const since = new Map<number, number>();
  for (const [index, { step }] of steps.entries()) {
    if (step.process === before.process) {
      const between = steps.slice(since.get(step.thread) ?? 0, index);
      since.set(step.thread, index + 1);
      const came = between.some(
        (other) => other.step.process === run && other.step.thread === (thread ?? other.step.thread),
      );
      const held = anchors.of(step);
      if (came && held.call === before.call && held.path === before.path && held.occurrence === before.occurrence) {
        return { between, preempted: steps.slice(index).filter((own) => own.step.process === before.process) };
      }
    }
    anchors.taken(step);
  }
  return undefined;
}
