import { closeDescriptor } from './kernel/call.js';
import { makeMemoryFile } from './kernel/memory-file.js';
import { pin } from './kernel/processor.js';
import { buildFilter, type Granularity } from './launch/filter.js';
import { launcher } from './launch/launcher.js';
import { beginExecution, type Beginning } from './session/begin.js';
import { moveClock, setCalendar } from './session/clock.js';
import { endExecution } from './session/end.js';
import { endInput } from './session/input.js';
import { kill } from './session/kill.js';
import { release, runOn } from './session/release.js';
import { addMember, endAll, replaceMember, type SessionState } from './session/seats.js';
import { memberState, type MemberState } from './state.js';
import { newClock } from './world/clock.js';
import type { Member } from './world/member.js';
import type { Answer } from './perform.js';
import type { HeldStep } from './world/step.js';
import type { GateEvent } from './world/events.js';
import type { World } from './world/world.js';

export interface SessionOptions {
  readonly members: readonly Member[];
  /** Which calls are held: the finer, the more places where members can be interrupted. Default `std`. */
  readonly granularity?: Granularity;
  /** How long a member may take to settle, in real milliseconds, before it is uncontrolled; default 5,000. */
  readonly limitMs?: number;
  /**
   * The number of a processor to keep this thread and its members on. Only one of them runs at a time, and switching is
   * about 50% faster when all are pinned to one processor. By default none is pinned.
   */
  readonly processor?: number;
  /** Seeds what members get from the system's random sources; each execution starts from it anew. Default 0. */
  readonly seed?: number;
}

/**
 * Members under the gate. Each call returns when all members have settled again; it blocks its thread meanwhile.
 * Between calls nothing in any member moves, and neither does the clock.
 */
export interface Session {
  /** Restarts the clock, forgets what came before, and gives each member its line. */
  readonly begin: (beginning: Beginning) => void;
  readonly states: () => readonly MemberState[];
  /** Performs a held step; false when it is a lock that cannot be had, which leaves everything as it was. */
  readonly release: (step: HeldStep, answer?: Answer) => boolean;
  /** Releases up to `times` more steps of a process, as long as it holds just one and that can go; gives how many. */
  readonly runOn: (process: number, times: number) => number;
  /** The virtual time, in milliseconds since 1970, wherever the calendar has been set to. */
  readonly nowMs: () => number;
  /** Moves the clock forward and ends the waits whose time has come. */
  readonly tick: (toMs: number) => void;
  /** Sets the calendar by so much ahead, or back, for one member or for all and their files; no wait ends by it. */
  readonly setClock: (byMs: number, process?: number) => void;
  /** Ends a member's standard input, so that it exits when it is idle; it is not used for another execution. */
  readonly endInput: (process: number) => void;
  /** Kills a member and all its descendants as they stand; its state is `ended` from then on. */
  readonly kill: (process: number) => void;
  /**
   * What has happened since the last call of this, in order: the steps that took effect, the text that was printed, the
   * kills and the clock's moves.
   */
  readonly events: () => readonly GateEvent[];
  /**
   * Ends the execution: each member that does not wait for its next line, or has children left, is killed, and a new
   * one started in its place.
   */
  readonly end: () => void;
  /** Starts one more member, between two executions. */
  readonly add: (member: Member) => void;
  /** Kills one member, if it still lives, and starts a new one in its place. */
  readonly replace: (process: number) => void;
  /** Kills all members and gives everything back. */
  readonly close: () => void;
}

/** Starts members under the gate and waits until each has settled for the first time. Call `gateSupport` before. */
export function openSession(options: SessionOptions): Session {
  const { members, granularity = 'std', limitMs = 5000, seed = 0, processor } = options;
  const unpin = processor === undefined ? undefined : pin(processor);
  const image = makeMemoryFile('launcher', launcher(buildFilter(granularity)));
  const world: World = { clock: newClock(), directory: undefined, events: [], grants: [], sockets: undefined };
  const state: SessionState = { world, seats: [], image, granularity, limitMs, seed };
  const close = (): void => {
    endAll(state);
    closeDescriptor(image);
    unpin?.();
  };
  try {
    for (const member of members) addMember(state, member);
  } catch (error) {
    close();
    throw error;
  }
  return sessionOf(state, close);
}

function sessionOf(state: SessionState, close: () => void): Session {
  const { world, seats } = state;
  return {
    begin: (beginning) => beginExecution(state, beginning),
    states: () => seats.map(({ tree }) => memberState(world, tree)),
    release: (step, answer) => release(state, step, answer),
    runOn: (process, times) => runOn(state, process, times),
    nowMs: () => world.clock.nowMs,
    tick: (toMs) => moveClock(state, toMs),
    setClock: (byMs, process) => setCalendar(state, byMs, process),
    endInput: (process) => endInput(state, process),
    kill: (process) => kill(state, process),
    events: () => world.events.splice(0),
    end: () => endExecution(state),
    add: (member) => addMember(state, member),
    replace: (process) => replaceMember(state, process),
    close,
  };
}
