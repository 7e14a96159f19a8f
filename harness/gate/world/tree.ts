import { closeDescriptor } from '../kernel/call.js';
import type { Notification } from '../kernel/listener.js';
import type { Beside } from '../kernel/memory.js';
import type { RandomSource } from './random.js';
import type { Process } from './process.js';
import type { ObjectKind } from './system-object.js';
import type { DecodedCall } from './call.js';
import type { Loop } from './loop.js';
import type { Member } from './member.js';
import type { Alarm } from './alarm.js';
import type { Timer } from './timer.js';
import type { Wait } from './wait.js';
import type { Ending } from '../kernel/wait.js';

/** A thread of a process. Parked, it stands in a call that only the gate can end; otherwise it runs. */
export interface Task {
  readonly tid: number;
  readonly process: Process;
  ordinal: number;
  parked: Parked | undefined;
  /** It has made no call yet. */
  isNew: boolean;
  /** It has set out to make a process or a thread, and has made no call since. */
  forks: boolean;
  /** It was seen to wait inside the kernel when it last was looked at, and has made no call since. */
  asleep: boolean;
  /** How often it has asked what time it is, and made no other call. */
  clockReads: number;
  /** By how much its clock is ahead since it has read it so often, and at which time of the clock. */
  clockLead: { readonly nowMs: number; readonly nanoseconds: number } | undefined;
  /** How often it has waited for the clock to move, and made no other call. */
  clockWaits: number;
  /** How often it has waited for no time at all, and made no call that could mean more. */
  emptyWaits: number;
  /** How many processes there had been when it last set out to make one. */
  forkedAt: number;
}

interface Stopped {
  readonly notification: Notification;
}

export type Parked =
  | ({ readonly kind: 'step'; readonly call: DecodedCall } & Stopped)
  | ({ readonly kind: 'input' } & Stopped)
  /** It is about to make its first process, and stays there to be copied. */
  | ({ readonly kind: 'fork' } & Stopped)
  /** Another process of the member runs: it goes on when that has stopped, so that what they share is used by one at a time. */
  | ({ readonly kind: 'turn' } & Stopped)
  /** It is about to wake another thread, and does so when all others have stopped: those of other members, too, where that may be one of theirs. */
  | ({ readonly kind: 'waking'; readonly mayBeOthers?: true } & Stopped)
  /**
   * Another thread has woken it: it goes on when all others have stopped, so that one thread of a member runs at a
   * time.
   */
  | ({ readonly kind: 'woken' } & Stopped)
  | Wait;

/** A member's processes and threads, and what the gate knows of them. */
export interface Tree {
  readonly ordinal: number;
  readonly member: Member;
  readonly listener: number;
  /** Whether its listener is there: an original makes no call any more. */
  isHeard: boolean;
  /** The member that it is a copy of. */
  readonly original: Tree | undefined;
  readonly main: Process;
  readonly processes: Map<number, Process>;
  /** Of all that it has and had, the numbers in the system, and the places in the order of forks. A copy may think that it is its original. */
  readonly births: Map<number, number>;
  /** What is listened to, as long as no process is born or ends: the listener, then the processes that live. */
  heard: { readonly alive: readonly Process[]; readonly descriptors: readonly number[] } | undefined;
  /** In the order of their births. */
  readonly tasks: Map<number, Task>;
  /** How many tasks are not parked. */
  running: number;
  /** How often something of it was set going, came or went: what was seen of it stays true as long as this stays the same. */
  moves: number;
  /** Tasks may have been born or died since they were last counted. */
  stale: boolean;
  /** Something may have become ready for those that wait. */
  mustRecheck: boolean;
  /** How often each thread's wait has ended since the member was set going. */
  readonly wakings: Map<number, number>;
  /** A thread has ended, which others may have waited for. */
  threadEnded: boolean;
  /** What the next task that is given an ordinal gets. */
  nextOrdinal: number;
  /** One of its processes has set out to make another one. */
  makesProcesses: boolean;
  /** How many processes have been followed beside the main one. */
  followed: number;
  /** How many of its children have held a step. */
  children: number;
  /** It has had several processes whose steps are told apart, so that its threads go on one after the other. */
  takesTurns: boolean;
  /** It is to stop where it is about to make its first process. */
  stopsAtFork: boolean;
  /** It has opened one side of a terminal. */
  hasTerminal: boolean;
  /** It has asked for its number, which it may have kept. */
  knowsNumber: boolean;
  /** It was sent a signal, which may end a wait. */
  signalled: boolean;
  readonly input: Input;
  readonly streams: readonly [Stream, Stream];
  readonly random: RandomSource;
  timers: Timer[];
  alarms: Alarm[];
  /** Where its main process leaves its answers; undefined where it prints them. */
  answers: (Beside & { since: number | undefined }) | undefined;
  /** The end of what it has printed on standard output in this execution. */
  lastSaid: string;
  /** What its threads do again and again; its children have one in common, since a shell makes a new one for each try. */
  readonly loops: Map<number, Loop>;
  /** How far its calendar is ahead of that of the others. */
  aheadMs: number;
  /** How many lines it has been given, with those of what it was copied from. */
  executed: number;
  /** It is not to be given another line. */
  isSpent: boolean;
  ending: Ending | undefined;
  /** It has one that is known to the system by a name or a key, so that copies of it would share it; undefined where it has none. */
  inSystem: ObjectKind | undefined;
  /** What it was doing when it did not settle in time. */
  uncontrolled: string | undefined;
  /** A file of the execution that it has mapped into its memory to write to it: what it stores there is no call. */
  maps: string | undefined;
  /** What its running tasks wait for inside the kernel, when that is why it is settled. */
  outside: string | undefined;
  /** All its processes have been killed, and its descriptors closed. */
  finished: boolean;
}

/** Standard input: a pipe, refilled each time the process reads. */
export interface Input {
  readonly write: number;
  readonly inode: number;
  pending: Buffer;
  /** Nothing comes behind what is pending. */
  last: boolean;
  closed: boolean;
}

/** Standard output or error: a file that stays empty, because its writes are answered by the gate. */
export interface Stream {
  readonly name: 'stdout' | 'stderr';
  readonly descriptor: number;
  readonly device: number;
  readonly inode: number;
  readonly decoder: InstanceType<typeof TextDecoder>;
  /** Only ASCII has been written on it, so that the decoder has nothing to wait for. */
  plain: boolean;
  kept: number;
  cut: boolean;
}

export function park(tree: Tree, task: Task, parked: Parked): void {
  if (task.parked === undefined) tree.running -= 1;
  else giveBackOwn(task.parked);
  task.parked = parked;
}

/** What was kept as long as a thread waited. */
function giveBackOwn(parked: Parked): void {
  if (parked.kind !== 'wait' || parked.on.kind !== 'events' || parked.on.own === undefined) return;
  closeDescriptor(parked.on.own);
  parked.on.own = undefined;
}

export function unpark(tree: Tree, task: Task): void {
  tree.moves += 1;
  if (task.parked !== undefined) {
    tree.running += 1;
    giveBackOwn(task.parked);
  }
  task.parked = undefined;
  task.asleep = false;
}

export function addTask(tree: Tree, tid: number, process: Process): Task {
  const task: Task = {
    tid,
    process,
    ordinal: -1,
    parked: undefined,
    isNew: true,
    forks: false,
    asleep: false,
    clockReads: 0,
    clockLead: undefined,
    clockWaits: 0,
    emptyWaits: 0,
    forkedAt: 0,
  };
  tree.tasks.set(tid, task);
  tree.running += 1;
  tree.moves += 1;
  return task;
}

export function removeTask(tree: Tree, task: Task): void {
  if (!tree.tasks.delete(task.tid)) return;
  // Others may wait for its end, which no call announces.
  tree.threadEnded = true;
  tree.moves += 1;
  if (task.parked === undefined) tree.running -= 1;
  else giveBackOwn(task.parked);
}

const children = -1;

/** Whether nothing of a member has gone on since it had moved so often. What waits inside the kernel may have, unseen. */
export function stoodStill({ running, moves }: Tree, since: number | undefined): boolean {
  return running === 0 && moves === since;
}

/** By which a thread's loop is found. */
export function loopKey({ main }: Pick<Tree, 'main'>, { process, ordinal }: Task): number {
  return process === main ? ordinal : children;
}

/** Whether a thread waits at the step that it holds, since it has made the same calls with the same results before. */
export function waitsInLoop(tree: Tree, task: Task): boolean {
  return tree.loops.size > 0 && tree.loops.get(loopKey(tree, task))?.waits === true;
}
