import { constants } from 'node:os';
import { call } from '../kernel/call.js';
import { answerValue, waitFor } from '../kernel/listener.js';
import { readUpTo } from '../kernel/memory.js';
import { awaitEnd, awaitStop, interrupt, make, saveRegisters, threadArea, type Registers } from '../kernel/ptrace.js';
import { channelsOf } from './channels.js';
import { endMember } from './end-member.js';
import { leftOutOfForks } from './proc.js';
import type { Task, Tree } from '../world/tree.js';

/**
 * A member that waits for its first line, kept as it stands, from which others are copied: the kernel forks it, which
 * takes a few milliseconds where a start takes a hundred, and its other threads are made anew in the copy, each where
 * it stood. The original never runs again. A copy shares with it the filter's listener and all descriptors but the
 * standard ones, so only one copy of an original lives at a time.
 */
export interface Original {
  readonly tree: Tree;
  readonly threads: readonly [Thread, ...Thread[]];
  /** Its descriptors that hold what a copy may have left in them. */
  readonly channels: readonly number[];
}

interface Thread {
  readonly tid: number;
  readonly registers: Registers;
  /** Where the C library keeps the thread's number, and waits for its end. */
  readonly numberAt: number;
}

/** Makes an original of a settled member. Undefined, and the member is as it was, when it cannot be copied. */
export function originalOf(tree: Tree): Original | undefined {
  const { main } = tree;
  const [first, ...others] = [...tree.tasks.values()];
  if (first === undefined || !canBeCopied(tree, first, others) || !interrupt(first.tid)) return undefined;
  for (const other of others) interrupt(other.tid);
  const threads = [halt(first), ...others.map(halt)] as const;
  const { tid, registers } = threads[0];
  for (const [start, end] of leftOutOfForks(main.pid)) make(tid, registers, 'madvise', start, end - start, doFork);
  return { tree, threads, channels: channelsOf(main) };
}

/** madvise's MADV_DOFORK. */
const doFork = 11;

/** Whether a member is one process that reads its standard input, with all other threads waiting for something from it. */
function canBeCopied(tree: Tree, first: Task, others: readonly Task[]): boolean {
  if (process.arch !== 'x64' || tree.processes.size !== 1 || tree.timers.length > 0 || tree.running > 0) return false;
  if (first.tid !== tree.main.pid || first.parked?.kind !== 'input') return false;
  return others.every(({ parked }) => parked?.kind === 'wait' && parked.untilMs === Infinity);
}

/** Stops a parked thread on its way out of its call. */
function halt({ tid, process, parked }: Task): Thread {
  if (parked !== undefined) answerValue(parked.notification, 0);
  awaitStop(tid);
  const registers = saveRegisters(tid);
  return { tid, registers, numberAt: findNumber(process.pid, tid, threadArea(registers)) };
}

const searchedBytes = 2048;
const wordBytes = 8;

/**
 * Finds where a thread's number is stored. That is word-aligned; the upper half of a pointer can look like the number, so
 * only the beginnings of words are compared.
 */
function findNumber(pid: number, tid: number, start: number): number {
  const bytes = readUpTo(pid, start, searchedBytes);
  for (let place = 0; place + wordBytes <= bytes.length; place += wordBytes)
    if (bytes.readInt32LE(place) === tid) return start + place;
  throw new Error(`The gate itself failed: thread ${tid} does not know its number.`);
}

/** Whether an original can still be copied. Only a kill from outside the gate ends it. */
export function isThere({ tree }: Original): boolean {
  return waitFor([tree.main.pidfd], 0) === undefined;
}

/**
 * Ends an original. Its other threads are traced, so their ends must be waited for here: until then the process is not
 * gone.
 */
export function endOriginal({ tree, threads: [, ...others] }: Original): void {
  call('pidfd_send_signal', tree.main.pidfd, constants.signals.SIGKILL, 0, 0);
  for (const { tid } of others) awaitEnd(tid);
  endMember(tree);
}
