import * as v from 'valibot';
import { ownerOf, type HeldStep } from '../gate/index.js';
import { count } from '../scenario/count.js';

/**
 * Names a step that a process is about to take, so that it is found again when other things have changed: the call, what
 * it is made on, and which of the process's calls of that kind on that object it is, counted from 1.
 */
export interface Anchor {
  readonly process: number;
  /** Which of the processes that it has started takes the step, where it is not itself. */
  readonly child?: number;
  readonly call: string;
  readonly path?: string;
  readonly occurrence: number;
}

export const anchorSchema: v.GenericSchema<unknown, Anchor> = v.strictObject({
  process: count,
  child: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  call: v.string(),
  path: v.exactOptional(v.string()),
  occurrence: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

/** Tells anchors: it is told of every step that is taken, and says by which anchor one that is held is named. */
export interface Anchors {
  readonly of: (step: HeldStep) => Anchor;
  readonly taken: (step: HeldStep) => void;
  /** Writes down that another step was taken instead of one that is held. */
  readonly defer: (step: HeldStep) => void;
  readonly isDeferred: (step: HeldStep) => boolean;
}

/** What is known of the steps of one process, of one call, on one object. */
interface Counter {
  taken: number;
  /** Which of them was deferred last, counted from 1. */
  deferred: number;
}

/** It is asked several times at every step of every execution: so it finds what it knows without making a text of it. */
export function newAnchors(): Anchors {
  const counters = new Map<number | string, Map<string, Map<string, Counter>>>();
  const counterOf = (step: HeldStep): Counter => {
    const { child, process, call, path = '' } = step;
    const ofOwner = madeIn(counters, child === undefined ? process : ownerOf(step), newMap<Map<string, Counter>>);
    return madeIn(madeIn(ofOwner, call, newMap<Counter>), path, newCounter);
  };
  return {
    of(step) {
      const { process, child, call, path } = step;
      const occurrence = counterOf(step).taken + 1;
      if (child === undefined && path !== undefined) return { process, call, path, occurrence };
      return {
        process,
        ...(child === undefined ? {} : { child }),
        call,
        ...(path === undefined ? {} : { path }),
        occurrence,
      };
    },
    taken: (step) => void (counterOf(step).taken += 1),
    defer(step) {
      const counter = counterOf(step);
      counter.deferred = counter.taken + 1;
    },
    isDeferred(step) {
      const { taken, deferred } = counterOf(step);
      return deferred === taken + 1;
    },
  };
}

function newMap<T>(): Map<string, T> {
  return new Map();
}

function newCounter(): Counter {
  return { taken: 0, deferred: 0 };
}

function madeIn<K, T>(map: Map<K, T>, key: K, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

export function sameAnchor(one: Anchor, other: Anchor): boolean {
  return (
    one.occurrence === other.occurrence &&
    one.process === other.process &&
    one.child === other.child &&
    one.call === other.call &&
    one.path === other.path
  );
}

/** An anchor in words: `p0's 2nd stat of app.log.1`. */
export function anchorInWords({ call, path, occurrence, ...of }: Anchor): string {
  return `p${ownerOf(of)}'s ${ordinal(occurrence)} ${call}${path === undefined ? '' : ` of ${path}`}`;
}

function ordinal(number: number): string {
  if (number === 1) return 'first';
  const suffix = number % 100 >= 11 && number % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${suffix}`;
}
