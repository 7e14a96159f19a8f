import { constants } from 'node:os';
import { mustCall } from '../kernel/call.js';
import { cloneFlag } from '../kernel/flags.js';
import { continueInKernel, putDescriptor, receive, waitFor, type Notification } from '../kernel/listener.js';
import { cloneInto, make, resumeWith } from '../kernel/ptrace.js';
import { drain } from './channels.js';
import { newTree } from './member.js';
import type { Original } from './original.js';
import type { Ends } from './streams.js';
import type { Tree } from '../world/tree.js';
import type { Process } from '../world/process.js';

/**
 * Makes a copy with standard streams of its own. It has not settled yet; `supervise` is given the call that each of its
 * threads makes first.
 */
export function copyOf(
  original: Original,
  ends: Ends,
  supervise: (copy: Tree, notification: Notification) => void,
): Tree {
  const { tree, threads } = original;
  drain(tree.main, original.channels);
  const main = fork(original);
  const { ordinal, member, listener } = tree;
  const copy = newTree({ ordinal, member, listener, original: tree }, ends, main);
  cloneThreads(original, main.pid);
  for (let each = 0; each < threads.length; each++) {
    const notification = nextCall(listener);
    if (notification.tid === main.pid) replaceStreams(notification, ends);
    supervise(copy, notification);
  }
  return copy;
}

const keepsNumber = cloneFlag.clearNumber | cloneFlag.setNumber;
const isThread =
  cloneFlag.memory |
  cloneFlag.folder |
  cloneFlag.files |
  cloneFlag.handlers |
  cloneFlag.thread |
  cloneFlag.semaphores |
  keepsNumber;
const { SIGCHLD, SIGKILL } = constants.signals;
/** prctl's PR_SET_PDEATHSIG. */
const parentDeath = 1;

/** Forks the original's process. The new one is stopped; it leads a session, and is killed when the gate's process ends. */
function fork({ tree: { listener, main }, threads: [{ tid, registers, numberAt }] }: Original): Process {
  const values = [cloneFlag.parent | keepsNumber | SIGCHLD, 0, 0, numberAt];
  const pid = cloneInto(tid, registers, values, () => continueInKernel(nextCall(listener)));
  make(pid, registers, 'setsid');
  make(pid, registers, 'prctl', parentDeath, SIGKILL);
  const pidfd = mustCall('pidfd_open', pid, 0);
  const { umask, clockCode } = main;
  return { pid, pidfd, parent: undefined, birth: 0, umask, fresh: false, clockCode, ended: false };
}

/** Makes the original's other threads anew in a copy, and resumes all of its threads where the original's stand. */
function cloneThreads({ tree: { listener }, threads: [first, ...others] }: Original, pid: number): void {
  const tids = others.map(({ numberAt }) =>
    cloneInto(pid, first.registers, [isThread, 0, 0, numberAt], () => continueInKernel(nextCall(listener))),
  );
  others.forEach(({ registers }, index) => resumeWith(tids[index] ?? -1, registers));
  resumeWith(pid, first.registers);
}

/** Puts a copy's own standard streams in the place of those that it shares with the original. */
function replaceStreams(notification: Notification, { read, streams: [out, error] }: Ends): void {
  [read, out.descriptor, error.descriptor].forEach((descriptor, standard) =>
    putDescriptor(notification, descriptor, standard),
  );
}

const patienceMs = 10_000;

/** Waits for the next call that the filter holds. */
function nextCall(listener: number): Notification {
  const notification = waitFor([listener], patienceMs) && receive(listener);
  if (notification === undefined) throw new Error('The gate itself failed: a copy of a process is silent.');
  return notification;
}
