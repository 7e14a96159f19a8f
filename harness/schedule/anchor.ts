import * as v from 'valibot';
import type { HeldStep } from '../gate/index.js';

/**
 * Names a step that a process is about to take, so that it is found again when other things have changed: the call, what
 * it is made on, and which of the process's calls of that kind on that object it is, counted from 1.
 */
export interface Anchor {
  readonly process: number;
  readonly call: string;
  readonly path?: string;
  readonly occurrence: number;
}

export const anchorSchema: v.GenericSchema<unknown, Anchor> = v.strictObject({
  process: v.pipe(v.number(), v.integer(), v.minValue(0)),
  call: v.string(),
  path: v.exactOptional(v.string()),
  occurrence: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

/** Tells anchors: it is told of every step that is taken, and says by which anchor one that is held is named. */
export interface Anchors {
  readonly of: (step: HeldStep) => Anchor;
  readonly taken: (step: HeldStep) => void;
}

export function newAnchors(): Anchors {
  const taken = new Map<string, number>();
  return {
    of: (step) => ({
      process: step.process,
      call: step.call,
      ...(step.path === undefined ? {} : { path: step.path }),
      occurrence: (taken.get(keyOf(step)) ?? 0) + 1,
    }),
    taken: (step) => void taken.set(keyOf(step), (taken.get(keyOf(step)) ?? 0) + 1),
  };
}

export function sameAnchor(one: Anchor, other: Anchor): boolean {
  return one.occurrence === other.occurrence && keyOf(one) === keyOf(other);
}

/** An anchor in words: `p0's 2nd stat of app.log.1`. */
export function anchorInWords({ process, call, path, occurrence }: Anchor): string {
  return `p${process}'s ${ordinal(occurrence)} ${call}${path === undefined ? '' : ` of ${path}`}`;
}

function ordinal(number: number): string {
  if (number === 1) return 'first';
  const suffix = number % 100 >= 11 && number % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${suffix}`;
}

function keyOf({ process, call, path }: Pick<Anchor, 'process' | 'call' | 'path'>): string {
  return `${process} ${call} ${path ?? ''}`;
}
