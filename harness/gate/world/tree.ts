import type { Notification } from '../kernel/listener.js';
import type { RandomSource } from './random.js';
import type { Process } from './process.js';
import type { DecodedCall } from './call.js';
import type { Member } from './member.js';
import type { Timer } from './timer.js';
import type { Wait } from './wait.js';
import type { Ending } from '../kernel/wait.js';

/** A thread of a process. Parked, it stands in a call that only the gate can end; otherwise it runs. */
export interface Task {
  readonly tid: number;
  readonly process: Process;
  ordinal: number;
  parked: Parked | undefined;
  /** How many processes there had been when it last set out to make one. */
  forkedAt: number;
}

interface Stopped {
  readonly notification: Notification;
}

export type Parked =
  | ({ readonly kind: 'step'; readonly call: DecodedCall } & Stopped)
  | ({ readonly kind: 'input' } & Stopped)
  /** It is about to wake another thread, and does so when all others have stopped. */
  | ({ readonly kind: 'waking' } & Stopped)
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
  /** The member that it is a copy of, whose listener it shares. */
  readonly original: Tree | undefined;
  readonly main: Process;
  readonly processes: Map<number, Process>;
  /** In the order of their births. */
  readonly tasks: Map<number, Task>;
  /** How many tasks are not parked. */
  running: number;
  /** Tasks may have been born or died since they were last counted. */
  stale: boolean;
  /** Something may have become ready for those that wait. */
  mustRecheck: boolean;
  /** A thread has ended, which others may have waited for. */
  threadEnded: boolean;
  /** What the next task that is given an ordinal gets. */
  nextOrdinal: number;
  /** How many processes have been followed beside the main one. */
  followed: number;
  readonly input: Input;
  readonly streams: readonly [Stream, Stream];
  readonly random: RandomSource;
  timers: Timer[];
  /** How far its calendar is ahead of that of the others. */
  aheadMs: number;
  ending: Ending | undefined;
  /** What it was doing when it did not settle in time. */
  uncontrolled: string | undefined;
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
  kept: number;
  cut: boolean;
}

export function park(tree: Tree, task: Task, parked: Parked): void {
  if (task.parked === undefined) tree.running -= 1;
  task.parked = parked;
}

export function unpark(tree: Tree, task: Task): void {
  if (task.parked !== undefined) tree.running += 1;
  task.parked = undefined;
}

export function addTask(tree: Tree, tid: number, process: Process): Task {
  const task: Task = { tid, process, ordinal: -1, parked: undefined, forkedAt: 0 };
  tree.tasks.set(tid, task);
  tree.running += 1;
  return task;
}

export function removeTask(tree: Tree, task: Task): void {
  if (!tree.tasks.delete(task.tid)) return;
  // Others may wait for its end, which no call announces.
  tree.threadEnded = true;
  if (task.parked === undefined) tree.running -= 1;
}
