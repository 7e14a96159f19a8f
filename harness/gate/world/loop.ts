import type { Access, Step } from './step.js';

/**
 * What a thread has done of late. One that makes the same calls again with the same results, as one does that tries for a
 * lock without a pause, finds nothing new until another process has changed what these calls look at: so it waits for that,
 * although it holds a step.
 */
export interface Loop {
  readonly steps: LoopStep[];
  /** After how many steps they begin again; 0 where they don't. */
  period: number;
  /** How many steps there have been that were the same as those one period before. */
  repeated: number;
  waits: boolean;
}

export interface LoopStep {
  readonly step: Step;
  /** What was printed behind it. */
  readonly printed: string;
  /** What of it was changed. */
  readonly changed: readonly Access[];
}

/** No longer loops are told from a process that goes on. */
const longestPeriod = 32;
/** A loop must have been gone through so many times more, and have repeated so many steps, before its thread waits. */
const rounds = 3;
const fewestRepeated = 8;

export function newLoop(): Loop {
  return { steps: [], period: 0, repeated: 0, waits: false };
}

/** Takes one more step; whether it is the same as the one a period before. */
export function addToLoop(loop: Loop, step: LoopStep): boolean {
  const { steps, period } = loop;
  const goesOn = period > 0 && isSame(steps.at(-period), step);
  if (!goesOn) {
    let last = steps.length - 1;
    while (last >= 0 && !isSame(steps[last], step)) last -= 1;
    loop.period = last === -1 ? 0 : steps.length - last;
  }
  loop.repeated = goesOn ? loop.repeated + 1 : Number(loop.period > 0);
  steps.push(step);
  if (steps.length > longestPeriod) steps.shift();
  loop.waits = goesOn && loop.repeated >= neededFor(loop.period) && leadsNowhere(inPeriod(loop));
  return goesOn;
}

/** What the loop looks at. */
export function lookedAt(loop: Loop): readonly Access[] {
  return inPeriod(loop).flatMap(({ step: { footprint } }) => footprint);
}

/** Lets a thread that waits go through its loop so many times more, unless it finds something else there. */
export function goRound(loop: Loop, times: number): void {
  loop.waits = false;
  loop.repeated = neededFor(loop.period) - loop.period * times;
}

/**
 * Whether the call, its result and what was printed behind it are the same. They are compared field by field, since every step
 * of every process is.
 */
function isSame(one: LoopStep | undefined, other: LoopStep): boolean {
  return one !== undefined && one.printed === other.printed && isSameCall(one.step, other.step);
}

function isSameCall(one: Step, other: Step): boolean {
  return (
    one.path === other.path &&
    one.call === other.call &&
    one.to === other.to &&
    one.flags === other.flags &&
    one.bytes === other.bytes &&
    isSameResult(one.result, other.result)
  );
}

function isSameResult(one: Step['result'], other: Step['result']): boolean {
  if ('error' in one) return 'error' in other && one.error === other.error;
  if ('value' in one) return 'value' in other && one.value === other.value && one.size === other.size;
  return 'unseen' in other;
}

function neededFor(period: number): number {
  return Math.max(fewestRepeated, rounds * period);
}

function inPeriod({ steps, period }: Loop): readonly LoopStep[] {
  return steps.slice(-period);
}

/**
 * Whether these steps leave everything as it was: what they make they also remove, as a lock file that was to be linked, and
 * they change nothing else. And a process that reads a long file piece by piece gets as many bytes each time, but goes on.
 */
function leadsNowhere(steps: readonly LoopStep[]): boolean {
  if (steps.every(({ step: { call } }) => call === 'read' || call === 'list')) return false;
  const made = new Set<string>();
  for (const { step, changed } of steps) {
    const { call } = step;
    const makes = makers.has(call) && changed.some(isName);
    for (const each of changed) {
      if (makes) made.add(each.object);
      else if (!made.has(each.object)) return false;
      else if (removers.has(call) && isName(each)) made.delete(each.object);
    }
  }
  return ![...made].some((object) => object.startsWith(name));
}

const makers: ReadonlySet<Step['call']> = new Set(['open', 'mkdir']);
const removers: ReadonlySet<Step['call']> = new Set(['unlink', 'rmdir']);
const name = 'entry:';

function isName({ object }: Access): boolean {
  return object.startsWith(name);
}
