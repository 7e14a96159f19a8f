import type { Answer } from './perform.js';
import type { Session } from './session.js';
import type { Beginning } from './session/begin.js';
import type { MemberState } from './state.js';
import type { GateEvent } from './world/events.js';

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

/**
 * Chooses what goes next. At least one member is ready, or sleeps; `current` is the process that last went, or
 * undefined.
 */
export type Choose = (states: readonly MemberState[], current: number | undefined) => Choice;

export interface Run extends Beginning {
  /** Which members end when they have done what their line says, instead of staying for the next one. */
  readonly leaves?: readonly boolean[];
  readonly choose?: Choose;
  /** Releases and ticks together. */
  readonly stepLimit?: number;
}

export type Outcome = 'completed' | 'deadlock' | 'step-limit' | 'uncontrolled';

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
  const process =
    current !== undefined && states[current]?.state === 'ready'
      ? current
      : states.findIndex(({ state }) => state === 'ready');
  return process >= 0 ? { process, times: Infinity } : { tickToMs: nextWake(states) };
};

/** When the next sleeper wakes, in virtual milliseconds since 1970; Infinity when none sleeps until a time. */
export function nextWake(states: readonly MemberState[]): number {
  return Math.min(...states.map((state) => ('untilMs' in state ? (state.untilMs ?? Infinity) : Infinity)));
}

const defaultStepLimit = 100_000;

/** Runs one execution to its end, one choice at a time. The caller reads the files, then calls the session's `end`. */
export function execute(
  session: Session,
  { directory, lines, leaves = [], choose = undisturbed, stepLimit = defaultStepLimit }: Run,
): Ran {
  session.begin({ directory, lines });
  let left = stepLimit;
  let current: number | undefined;
  const staying = new Set(leaves.flatMap((does, process) => (does ? [process] : [])));
  for (;;) {
    const states = session.states();
    const leaving = [...staying].find((process) => states[process]?.state === 'idle');
    if (leaving !== undefined) {
      staying.delete(leaving);
      session.endInput(leaving);
      continue;
    }
    const outcome = outcomeOf(states, left);
    if (outcome !== undefined) return { events: session.events(), states, outcome };
    const choice = choose(states, current);
    left -= 1;
    if ('kill' in choice) session.kill(choice.kill);
    else if ('tickToMs' in choice) session.tick(choice.tickToMs);
    else {
      current = choice.process;
      left -= releaseRun(session, states, choice, left);
    }
  }
}

function outcomeOf(states: readonly MemberState[], left: number): Outcome | undefined {
  if (states.every(({ state }) => state === 'idle' || state === 'ended')) return 'completed';
  if (states.some(({ state }) => state === 'uncontrolled')) return 'uncontrolled';
  if (left <= 0) return 'step-limit';
  if (states.some(({ state }) => state === 'ready') || nextWake(states) < Infinity) return undefined;
  return states.some(({ state }) => state === 'blocked') ? 'deadlock' : 'uncontrolled';
}

/** Releases one step, or several of a process that holds one at a time; gives how many more than one there were. */
function releaseRun(
  session: Session,
  states: readonly MemberState[],
  choice: Extract<Choice, { process: number }>,
  left: number,
): number {
  const state = states[choice.process];
  const step =
    state?.state === 'ready' ? state.steps.find(({ thread }) => thread === (choice.thread ?? thread)) : undefined;
  if (step === undefined)
    throw new Error(
      `The schedule releases process ${choice.process}, which holds no step that can go: it is ${state?.state ?? 'unknown'}.`,
    );
  if (choice.clock !== undefined) session.setClock(choice.clock.byMs, choice.clock.process);
  session.release(step, choice.answer);
  return choice.times === undefined ? 0 : session.runOn(choice.process, Math.min(choice.times - 1, left));
}
