import { constants } from 'node:os';
import { call, mustCall } from '../kernel/call.js';
import { cloneFlag } from '../kernel/flags.js';
import { continueInKernel, putDescriptor, receive, waitFor, type Notification } from '../kernel/listener.js';
import { awaitEnd, cloneInto, make, resumeWith } from '../kernel/ptrace.js';
import { restore } from './channels.js';
import { openAgain } from './open-files.js';
import { feed, unreadBytes } from './input.js';
import { newTree } from './member.js';
import type { Original } from './original.js';
import type { StreamPlace } from './stream-places.js';
import type { Ends } from './streams.js';
import type { Tree } from '../world/tree.js';
import type { Process } from '../world/process.js';
import { lengthened } from '../../limits.js';

/**
 * Makes a copy with standard streams of its own. It has not settled yet; `supervise` is given the call that each of its
 * threads makes first.
 */
export function copyOf(
  original: Original,
  ends: Ends,
  supervise: (copy: Tree, notification: Notification) => void,
): Tree {
  const { tree, threads, files, streams } = original;
  restore(tree.main, original.channels);
  const main = fork(original);
  const { ordinal, member, listener } = tree;
  const copy = newTree({ ordinal, member, listener, original: tree }, ends, main);
  if (member.program === true) giveUnread(copy, tree);
  cloneThreads(original, main.pid);
  for (let each = 0; each < threads.length; each++) {
    const notification = nextCall(listener);
    if (notification.tid === main.pid) {
      openAgain(notification, tree.main, files);
      replaceStreams(notification, streams, ends);
    }
    supervise(copy, notification);
  }
  return copy;
}

/** The kernel writes the number of what it makes where the C library keeps it, if there is one. */
function keeps(numberAt: number | undefined): number {
  return numberAt === undefined ? 0 : cloneFlag.clearNumber | cloneFlag.setNumber;
}

/** What the original has read of its input, the copy has read, too. */
function giveUnread({ input }: Tree, original: Tree): void {
  input.pending = input.pending.subarray(input.pending.length - unreadBytes(original));
  feed(input);
}

const isThread =
  cloneFlag.memory | cloneFlag.folder | cloneFlag.files | cloneFlag.handlers | cloneFlag.thread | cloneFlag.semaphores;
const { SIGCHLD, SIGKILL } = constants.signals;
/** prctl's PR_SET_PDEATHSIG. */
const parentDeath = 1;

/** Forks the original's process. The new one is stopped; it leads a session, and is killed when the gate's process ends. */
function fork({ tree: { listener, main }, threads: [{ tid, registers, numberAt }] }: Original): Process {
  const values = [cloneFlag.parent | keeps(numberAt) | SIGCHLD, 0, 0, numberAt ?? 0];
  const pid = cloneInto(tid, registers, values, () => continueInKernel(nextCall(listener)));
  make(pid, registers, 'setsid');
  make(pid, registers, 'prctl', parentDeath, SIGKILL);
  const pidfd = mustCall('pidfd_open', pid, 0);
  const { umask, choosesProcessors, clockCode, readsByCall } = main;
  const fresh = { fresh: false, ended: false, child: undefined };
  return { pid, pidfd, parent: undefined, birth: 0, umask, choosesProcessors, clockCode, readsByCall, ...fresh };
}

/**
 * Makes the original's other threads anew in a copy, and resumes all of its threads where the original's stand.
 * @throws {Error} when one can't be made, for instance because there are too many on this machine; then nothing is left of the copy.
 */
function cloneThreads({ tree: { listener }, threads: [first, ...others] }: Original, pid: number): void {
  const tids: number[] = [];
  try {
    for (const { numberAt } of others)
      tids.push(
        cloneInto(pid, first.registers, [isThread | keeps(numberAt), 0, 0, numberAt ?? 0], () =>
          continueInKernel(nextCall(listener)),
        ),
      );
  } catch (error) {
    call('kill', pid, SIGKILL);
    for (const tid of [...tids, pid]) awaitEnd(tid);
    throw error;
  }
  others.forEach(({ registers }, index) => resumeWith(tids[index] ?? -1, registers));
  resumeWith(pid, first.registers);
}

/** Puts a copy's own standard streams in the place of those that it shares with the original. */
function replaceStreams(
  notification: Notification,
  places: readonly StreamPlace[],
  { read, streams: [out, error] }: Ends,
): void {
  const own = [read, out.descriptor, error.descriptor] as const;
  for (const { descriptor, standard, closesOnExec } of places)
    putDescriptor(notification, own[standard], descriptor, closesOnExec);
}

const patienceMs = 10_000;

/** Waits for the next call that the filter holds. */
function nextCall(listener: number): Notification {
  const notification = waitFor([listener], lengthened(patienceMs)) && receive(listener);
  if (notification === undefined) throw new Error('The gate itself failed: a copy of a process is silent.');
  return notification;
}
