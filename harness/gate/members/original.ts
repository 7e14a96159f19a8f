import { constants } from 'node:os';
import { call, closeDescriptor } from '../kernel/call.js';
import { answerValue } from '../kernel/listener.js';
import { readUpTo } from '../kernel/memory.js';
import {
  awaitEnd,
  awaitStop,
  blockSignals,
  interrupt,
  make,
  saveRegisters,
  threadArea,
  type Registers,
} from '../kernel/ptrace.js';
import { channelsOf, sharesMore, type Channel } from './channels.js';
import { openFilesOf, type OpenFile } from './open-files.js';
import { streamPlacesOf, type StreamPlace } from './stream-places.js';
import { endMember } from './end-member.js';
import { hasOwnTimers, madeTimers, type MadeTimer } from './made-timers.js';
import { linkTo, prepareCopies, type Listening } from './own-listener.js';
import { keepPagesInForks } from './mapped-program.js';
import { isTraceStopped, leftOutOfForks, sharesMemory } from './proc.js';
import type { Task, Tree } from '../world/tree.js';

/**
 * A member that waits for its first line, kept as it stands, from which others are copied: the kernel forks it, which
 * takes a few milliseconds where a start takes a hundred, and its other threads are made anew in the copy, each where
 * it stood. The original never runs again. A copy has a listener, standard streams and channels of its own.
 */
export interface Original {
  readonly tree: Tree;
  readonly threads: readonly [Thread, ...Thread[]];
  /** What a copy may leave something in. */
  readonly channels: readonly Channel[];
  /** The files that it has open, in which copies go on from where it stands. */
  readonly files: readonly OpenFile[];
  /** Where it has its standard streams, in whose place copies get their own. */
  readonly streams: readonly StreamPlace[];
  /** The timers that it has made. */
  readonly timers: readonly MadeTimer[];
  /** How its copies get listeners of their own. */
  readonly listening: Listening;
  /** Whether several copies may live at a time: they share nothing that one could find changed by another. */
  readonly severalAtOnce: boolean;
}

interface Thread {
  readonly tid: number;
  readonly registers: Registers;
  /** Where the C library keeps the thread's number, and waits for its end; undefined in a program without one. */
  readonly numberAt: number | undefined;
}

/**
 * Makes an original of a settled member. Undefined, and the member is as it was, when it cannot be copied.
 * @param filter the one that it has, which its copies install anew.
 */
export function originalOf(tree: Tree, filter: Buffer): Original | undefined {
  const { main } = tree;
  const [first, ...others] = [...tree.tasks.values()];
  if (first?.parked === undefined || !canBeCopied(tree, first, others)) return undefined;
  const channels = channelsOf(main);
  if (channels === undefined || !interrupt(first.tid)) return undefined;
  for (const other of others) interrupt(other.tid);
  const severalAtOnce = tree.inSystem === undefined && !sharesMore(main, channels) && !sharesMemory(main.pid);
  const timers = madeTimers(main.pid);
  const copied = { files: openFilesOf(main), streams: streamPlacesOf(tree), timers, severalAtOnce };
  const link = linkTo(main, first.parked.notification);
  const threads = [halt(first), ...others.map(halt)] as const;
  // With a signal to take, it would not copy itself.
  blockSignals(first.tid);
  const { tid, registers } = threads[0];
  closeDescriptor(tree.listener);
  tree.isHeard = false;
  for (const [start, end] of leftOutOfForks(main.pid)) make(tid, registers, 'madvise', start, end - start, doFork);
  keepPagesInForks(main.pid);
  const watched = channels.flatMap((channel) => (channel.kind === 'events' ? channel.watched : []));
  const listening = prepareCopies(main, registers, { link, filter, watched, timers });
  return { tree, threads, channels, ...copied, listening };
}

/** madvise's MADV_DOFORK. */
const doFork = 11;

/** Whether a member is one process that reads its standard input, or stands before its first step or the making of its first process, with all other threads waiting for something from it. */
function canBeCopied(tree: Tree, first: Task, others: readonly Task[]): boolean {
  if (process.arch !== 'x64' || tree.processes.size !== 1 || hasOwnTimers(tree) || tree.running > 0) return false;
  const places = tree.member.program === true ? ['step', 'fork'] : ['input'];
  if (first.tid !== tree.main.pid || !places.includes(first.parked?.kind ?? '')) return false;
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
function findNumber(pid: number, tid: number, start: number): number | undefined {
  const bytes = readUpTo(pid, start, searchedBytes);
  for (let place = 0; place + wordBytes <= bytes.length; place += wordBytes)
    if (bytes.readInt32LE(place) === tid) return start + place;
  return undefined;
}

/** Whether an original can still be copied. Only a kill ends it, and what was killed is no longer stopped, even before it has gone. */
export function isThere({ tree: { main } }: Original): boolean {
  return isTraceStopped(main.pid);
}

/**
 * Ends an original. Its other threads are traced, so their ends must be waited for here: until then the process is not
 * gone.
 */
export function endOriginal({ tree, threads: [, ...others], listening }: Original): void {
  closeDescriptor(listening.link);
  call('pidfd_send_signal', tree.main.pidfd, constants.signals.SIGKILL, 0, 0);
  for (const { tid } of others) awaitEnd(tid);
  endMember(tree);
}
