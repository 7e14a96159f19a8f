import type { Answer } from './perform.js';
import type { Session } from './session.js';
import type { Beginning } from './session/begin.js';
import type { MemberState } from './state.js';
import type { GateEvent } from './world/events.js';
import type { HeldStep } from './world/step.js';

/**
 * What to do next. `times` releases that many steps of the process without asking again, as long as it holds just one;
 * `clock` is set before.
 */
export type Choice =
  | {
      readonly process: number;
      readonly thread?: number;
      readonly answer?: Answer;
      readonly times?: number;
      readonly clock?: { readonly byMs: number; readonly process?: number };
    }
  | { readonly tickToMs: number }
  | { readonly kill: number };

/** Which process goes: a member, or one of its children where these are told apart. */
export interface Turn {
  readonly process: number;
  readonly child?: number | undefined;
}

/**
 * Chooses what goes next. At least one member is ready, or sleeps; `current` is the process that last went, or
 * undefined.
 */
export type Choose = (states: readonly MemberState[], current: Turn | undefined) => Choice;

/** How an execution of programs goes, beside what is chosen. */
export interface Course {
  /** Members that go on first, one after the other, until they wait: what serves others is there before these begin. */
  readonly first: readonly number[];
  /** Once these have ended, all others are asked to end. */
  readonly until: readonly number[];
}

export interface Run extends Beginning {
  readonly course?: Course;
  /** Which members end when they have done what their line says, instead of staying for the next one. */
  readonly leaves?: readonly boolean[];
  readonly choose?: Choose;
  /** Releases and ticks together. */
  readonly stepLimit?: number;
}

export type Outcome = 'completed' | 'deadlock' | 'livelock' | 'step-limit' | 'uncontrolled';

/**
 * What came of a run: steps, printed text, kills and moves of the clock in the order in which they took effect, and how
 * each member stood at last.
 */
export interface Ran {
  readonly events: readonly GateEvent[];
  readonly states: readonly MemberState[];
  readonly outcome: Outcome;
}

/**
 * The undisturbed order: a process goes on until it cannot, then the lowest that can; the clock moves when nothing else
 * does.
 */
export const undisturbed: Choose = (states, current) => {
  const usual = usualStep(states, current);
  if (usual === undefined) return { tickToMs: nextWake(states) };
  return { process: usual.process, thread: usual.thread, times: Infinity };
};

/** The step that is taken next in the undisturbed order; nothing where none can be taken. */
export function usualStep(states: readonly MemberState[], current: Turn | undefined): HeldStep | undefined {
  const own = current === undefined ? none : stepsOf(states[current.process]);
  const next = own.find(({ child }) => child === current?.child) ?? own[0];
  if (next !== undefined) return next;
  for (const state of states) if (state.state === 'ready') return state.steps[0];
  return undefined;
}

const none: readonly HeldStep[] = [];

function stepsOf(state: MemberState | undefined): readonly HeldStep[] {
  return state?.state === 'ready' ? state.steps : none;
}

/** When the next sleeper wakes, in virtual milliseconds since 1970; Infinity when none sleeps until a time. */
export function nextWake(states: readonly MemberState[]): number {
  let next = Infinity;
  for (const state of states)
    if ('untilMs' in state && state.untilMs !== undefined && state.untilMs < next) next = state.untilMs;
  return next;
}

const defaultStepLimit = 100_000;
/** A program for which the clock moves so often in a row, and which takes no step, only waits for ever. */
const mostTicks = 200;

/** So often does what is asked to end at last go through a loop before. */
const mostLastRounds = 20;

/** Runs one execution to its end, one choice at a time. The caller reads the files, then calls the session's `end`. */
export function execute(
  session: Session,
  { leaves = [], course, choose = undisturbed, stepLimit = defaultStepLimit, ...beginning }: Run,
): Ran {
  session.begin(beginning);
  let left = stepLimit - (course === undefined ? 0 : goFirst(session, course, stepLimit));
  let current: Turn | undefined;
  let isEnding = false;
  let lastRounds = 0;
  let ticks = 0;
  const staying = new Set(leaves.flatMap((does, process) => (does ? [process] : [])));
  for (;;) {
    const states = session.states();
    const leaving = staying.size === 0 ? undefined : [...staying].find((each) => states[each]?.state === 'idle');
    if (leaving !== undefined) {
      staying.delete(leaving);
      session.endInput(leaving);
      continue;
    }
    if (course !== undefined && !isEnding && isOver(course, states)) {
      // What waits in a loop, for instance until the clock shows another time, may still have something to do.
      if (lastRounds < mostLastRounds && onlyLoopsGo(states) && session.goRoundAgain(nextWake(states))) {
        lastRounds += 1;
        continue;
      }
      isEnding = true;
      for (const [process, { state }] of states.entries()) if (state !== 'ended') session.terminate(process);
      continue;
    }
    const outcome = outcomeOf(states, left, course !== undefined);
    if (outcome !== undefined) return { events: session.events(), states, outcome };
    if (onlyLoopsGo(states)) {
      left -= 1;
      if (session.goRoundAgain(nextWake(states))) continue;
      return { events: session.events(), states, outcome: 'livelock' };
    }
    const choice = choose(states, current);
    left -= 1;
    if ('kill' in choice) session.kill(choice.kill);
    else if ('tickToMs' in choice) {
      ticks += 1;
      if (course !== undefined && ticks > mostTicks)
        return { events: session.events(), states, outcome: 'uncontrolled' };
      session.tick(choice.tickToMs);
    } else {
      const step = chosenStep(states, choice);
      current = step;
      ticks = 0;
      left -= releaseRun(session, step, choice, left);
    }
  }
}

/** Whether all that an execution is about has ended, and what served it has nothing left to do. */
function isOver({ until }: Course, states: readonly MemberState[]): boolean {
  return until.every((process) => states[process]?.state === 'ended') && states.every(({ state }) => state !== 'ready');
}

/** Lets members go on that others need; gives how many steps they took. */
function goFirst(session: Session, { first }: Course, most: number): number {
  let taken = 0;
  for (const process of first) {
    for (
      let step = readyStep(session, process);
      step !== undefined && taken < most;
      step = readyStep(session, process)
    ) {
      session.release(step);
      taken += 1;
    }
  }
  return taken;
}

function readyStep(session: Session, process: number): HeldStep | undefined {
  return stepsOf(session.states()[process])[0];
}

/** @param mustEnd whether a member that waits for nothing has not done its part. */
function outcomeOf(states: readonly MemberState[], left: number, mustEnd: boolean): Outcome | undefined {
  if (states.every(({ state }) => state === 'ended' || (state === 'idle' && !mustEnd))) return 'completed';
  if (states.some(({ state }) => state === 'uncontrolled')) return 'uncontrolled';
  if (left <= 0) return 'step-limit';
  if (states.some(({ state }) => state === 'ready') || nextWake(states) < Infinity || onlyLoopsGo(states))
    return undefined;
  return states.some(({ state }) => state === 'blocked') ? 'deadlock' : 'uncontrolled';
}

/** Whether nobody can go, but for those that would make the same calls again. */
function onlyLoopsGo(states: readonly MemberState[]): boolean {
  return (
    states.every(({ state }) => state !== 'ready') &&
    states.some((state) => state.state === 'blocked' && state.blocked.some(({ again }) => again === true))
  );
}

type Release = Extract<Choice, { process: number }>;

function chosenStep(states: readonly MemberState[], { process, thread: chosen }: Release): HeldStep {
  const state = states[process];
  const step = stepsOf(state).find(({ thread }) => thread === (chosen ?? thread));
  if (step !== undefined) return step;
  throw new Error(
    `The schedule releases process ${process}, which holds no step that can go: it is ${state?.state ?? 'unknown'}.`,
  );
}

/** Releases one step, or several of a process that holds one at a time; gives how many more than one there were. */
function releaseRun(session: Session, step: HeldStep, choice: Release, left: number): number {
  if (choice.clock !== undefined) session.setClock(choice.clock.byMs, choice.clock.process);
  session.release(step, choice.answer);
  return choice.times === undefined ? 0 : session.runOn(choice.process, Math.min(choice.times - 1, left));
}
