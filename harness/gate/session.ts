import { threadId } from 'node:worker_threads';
import { closeDescriptor } from './kernel/call.js';
import { makeMemoryFile } from './kernel/memory-file.js';
import { pin } from './kernel/processor.js';
import { adoptOrphans } from './kernel/wait.js';
import { buildFilter, onlySockets, type Granularity } from './launch/filter.js';
import { launcher } from './launch/launcher.js';
import { beginExecution, restartClock, standAtStart, type Beginning } from './session/begin.js';
import { moveClock, setCalendar } from './session/clock.js';
import { endExecution } from './session/end.js';
import { endInput } from './session/input.js';
import { goRoundAgain } from './session/go-round.js';
import { kill } from './session/kill.js';
import { terminate } from './session/terminate.js';
import { toldName } from './world/told-name.js';
import { livingIn } from './session/living.js';
import { goingBy, nameOfPid, namesByPid } from './session/names.js';
import { release, runOn } from './session/release.js';
import { holderOf, signalAt, signalBeside, type Holder } from './session/signal-at.js';
import { stopAt } from './session/stop-at.js';
import { addMember, endAll, replaceMember } from './session/seats.js';
import { recheckInTurn } from './session/recheck.js';
import { seatAt, startOf, treeAt, type SessionState } from './session/seat.js';
import { memberState, type MemberState } from './state.js';
import { newClock } from './world/clock.js';
import type { Member } from './world/member.js';
import type { Answer } from './perform.js';
import type { HeldStep, Step } from './world/step.js';
import type { GateEvent } from './world/events.js';
import type { World } from './world/world.js';
import { lengthened } from '../limits.js';

const usualLimitMs = 5000;

export interface SessionOptions {
  readonly members: readonly Member[];
  /** Which calls are held: the finer, the more places where members can be interrupted. Default `std`. */
  readonly granularity?: Granularity;
  /** How long a member may take to settle, in real milliseconds, before it is uncontrolled; default 5,000, lengthened. */
  readonly limitMs?: number;
  /**
   * The number of a processor to keep this thread and its members on. Only one of them runs at a time, and switching is
   * about 50% faster when all are pinned to one processor. By default none is pinned.
   */
  readonly processor?: number;
  /** Seeds what members get from the system's random sources; each execution starts from it anew. Default 0. */
  readonly seed?: number;
  /** When, on the steady clock, all must have ended; default: never. */
  readonly endMs?: number;
  /**
   * Where the members take place that are programs: each stands before its first step there. It must be as it is at the start of
   * each execution.
   */
  readonly directory?: string;
  /** Whether programs are copied where they can be; default: true. */
  readonly copies?: boolean;
  /** Whether what members are copied from is kept for later sessions of this thread, until `endKept`; default: false. */
  readonly shares?: boolean;
}

/**
 * Members under the gate. Each call returns when all members have settled again; it blocks its thread meanwhile.
 * Between calls nothing in any member moves, and neither does the clock. A call that would last longer than there is time
 * throws `OutOfTime`; then the session can only be closed.
 */
export interface Session {
  /** Restarts the clock, forgets what came before, and gives each member its line. */
  readonly begin: (beginning: Beginning) => void;
  readonly states: () => readonly MemberState[];
  /** The number by which the system knows each member. */
  readonly pids: () => readonly number[];
  /** A file's name as steps of programs tell it: a process's number in it differs from run to run. */
  readonly tellName: (name: string) => string;
  /** What each process goes by, a member or a child of one, that there is or was, by the number by which the system knows it. */
  readonly namesByPid: () => ReadonlyMap<number, string>;
  /** Performs a held step; false when it is a lock that cannot be had, which leaves everything as it was. */
  readonly release: (step: HeldStep, answer?: Answer) => boolean;
  /** Releases up to `times` more steps of a process, as long as it holds just one and that can go; gives how many. */
  readonly runOn: (process: number, times: number) => number;
  /** The virtual time, in milliseconds since 1970, wherever the calendar has been set to. */
  readonly nowMs: () => number;
  /** Moves the clock forward and ends the waits whose time has come. */
  readonly tick: (toMs: number) => void;
  /**
   * Lets those that wait in loops go through them again, since nobody else can go; the time of the next sleeper may come by
   * that. False when they have done so often enough, and nobody sleeps.
   */
  readonly goRoundAgain: (wakesMs: number) => boolean;
  /** Sets the calendar by so much ahead, or back, for one member or for all and their files; no wait ends by it. */
  readonly setClock: (byMs: number, process?: number) => void;
  /** Says by when, on the steady clock, all that follows must have ended. */
  readonly endBy: (endMs: number) => void;
  /** Ends a member's standard input, so that it exits when it is idle; it is not used for another execution. */
  readonly endInput: (process: number) => void;
  /** Asks a member to end, by SIGTERM; it has not ended where its state does not say so. */
  readonly terminate: (process: number) => void;
  /** How a member is there, where it is not warm: where it is copied, or why it is started, each as the end of a sentence. */
  readonly startOf: (process: number) => { readonly copiedFrom: string } | { readonly whyNotCopied: string };
  /** Kills a member and all its descendants as they stand; its state is `ended` from then on. */
  readonly kill: (process: number) => void;
  /**
   * What has happened since the last call of this, in order: the steps that took effect, the text that was printed, the
   * kills and the clock's moves.
   */
  readonly events: () => readonly GateEvent[];
  /** The steps that took effect since `events` was called; it gives them, too. */
  readonly trace: () => readonly Step[];
  /** The thread that holds a step, by the numbers by which the system knows it. */
  readonly holderOf: (step: HeldStep) => Holder;
  /**
   * Has a signal's handler run in the thread that holds a step, in the midst of its call. Gives what its process has printed then. The
   * execution is of no use any more.
   */
  readonly signalAt: (step: HeldStep, signal: NodeJS.Signals) => string;
  /** The same for a signal that another thread of the process handles, and the step stays held. */
  readonly signalBeside: (step: HeldStep, signal: NodeJS.Signals) => string;
  /** Stops the process that holds a step, for a debugger; whether it has stopped. The execution is of no use any more. */
  readonly stopAt: (step: HeldStep) => boolean;
  /**
   * Ends the execution: each member that does not wait for its next line, or has children left, is killed, and a new
   * one started in its place.
   */
  readonly end: () => void;
  /** Starts one more member, between two executions. */
  readonly add: (member: Member) => void;
  /** Kills one member, if it still lives, and starts a new one in its place. */
  readonly replace: (process: number) => void;
  /** Has the end of the execution replace a member that is idle, as it does with one that is not. */
  readonly spend: (process: number) => void;
  /** Kills all members and gives everything back. */
  readonly close: () => void;
}

let sessions = 0;

/** Tells a session apart that shares nothing with others. */
function newNumber(): number {
  sessions += 1;
  return sessions;
}

/** Starts members under the gate and waits until each has settled for the first time. Call `gateSupport` before. */
export function openSession(options: SessionOptions): Session {
  const {
    members,
    granularity = 'std',
    limitMs = lengthened(usualLimitMs),
    seed = 0,
    processor,
    endMs = Infinity,
    directory,
    copies = true,
    shares = false,
  } = options;
  adoptOrphans();
  const unpin = processor === undefined ? undefined : pin(processor);
  const filter = buildFilter(granularity);
  const image = makeMemoryFile('launcher', launcher(filter));
  const number = newNumber();
  const world: World = {
    clock: newClock(),
    endMs,
    directory: undefined,
    events: [],
    grants: [],
    rounds: 0,
    tellsAll: directory !== undefined,
    tellsData: directory !== undefined,
    looks: ({ min: 'none', std: 'paths', full: 'all' } as const)[granularity],
    nameOfPid: (pid) => nameOfPid(state, pid),
    goingBy: (asked) => goingBy(state, asked),
    living: () => livingIn(state),
    isSignalled: false,
    mayBringNews: false,
    lookAgain: (waking) => recheckInTurn(state, waking),
    made: [],
    ownNames: `logtorture-${process.pid}-${threadId}-${number}.`,
    sockets: undefined,
  };
  const passTime = (toMs: number): void => moveClock(state, toMs);
  const state: SessionState = {
    world,
    seats: [],
    image,
    filter,
    onlySockets: new Set(onlySockets(granularity)),
    limitMs,
    seed,
    copies,
    startsAs: JSON.stringify([granularity, seed, processor, shares ? 'any' : number]),
    shares,
    hasSpent: false,
    passTime,
  };
  const close = (): void => {
    endAll(state);
    closeDescriptor(image);
    unpin?.();
  };
  try {
    if (directory !== undefined) standAtStart(state, directory);
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
    pids: () => seats.map(({ tree }) => tree.main.pid),
    tellName: (name) => toldName(world, name),
    namesByPid: () => namesByPid(state),
    release: (step, answer) => release(state, step, answer),
    runOn: (process, times) => runOn(state, process, times),
    nowMs: () => world.clock.nowMs,
    tick: (toMs) => moveClock(state, toMs),
    goRoundAgain: (wakesMs) => goRoundAgain(state, wakesMs),
    setClock: (byMs, process) => setCalendar(state, byMs, process),
    endBy: (ms) => void (world.endMs = ms),
    endInput: (process) => endInput(state, process),
    terminate: (process) => terminate(state, process),
    startOf: (process) => startOf(seatAt(state, process)),
    kill: (process) => kill(state, process),
    events: () => world.events.splice(0),
    trace: () => world.events.filter((event) => event.kind === 'step'),
    holderOf: (step) => holderOf(state, step),
    signalAt: (step, signal) => signalAt(state, step, signal),
    signalBeside: (step, signal) => signalBeside(state, step, signal),
    stopAt: (step) => stopAt(state, step),
    end: () => endExecution(state),
    add(member) {
      // It starts at the same time as those that were there from the beginning.
      restartClock(state);
      addMember(state, member);
    },
    replace: (process) => replaceMember(state, process),
    spend: (process) => void (treeAt(state, process).isSpent = true),
    close,
  };
}
