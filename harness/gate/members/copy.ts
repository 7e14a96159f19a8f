import { constants } from 'node:os';
import { call, closeDescriptor, mustCall } from '../kernel/call.js';
import { cloneFlag } from '../kernel/flags.js';
import { continueInKernel, putDescriptor, receive, waitFor, type Notification } from '../kernel/listener.js';
import { awaitEnd, cloneInto, make, makeHeld, resumeWith } from '../kernel/ptrace.js';
import { giveChannels } from './channels.js';
import { openAgain } from './open-files.js';
import { feed, unreadBytes } from './input.js';
import { makeAgain } from './made-timers.js';
import { newTree } from './member.js';
import type { Original } from './original.js';
import { listenTo, timerPlace, watchedPlace } from './own-listener.js';
import type { StreamPlace } from './stream-places.js';
import type { Ends } from './streams.js';
import type { Tree } from '../world/tree.js';
import type { Process } from '../world/process.js';
import { lengthened } from '../../limits.js';

/**
 * Makes a copy, for a place in a session, with standard streams of its own. It has not settled yet; `supervise` is given the call that
 * each of its threads makes first.
 * @throws {Error} when it can't be made whole, for instance because there are too many threads on this machine; then nothing is left of it.
 */
export function copyOf(
  original: Original,
  { ordinal, member }: Pick<Tree, 'ordinal' | 'member'>,
  ends: Ends,
  supervise: (copy: Tree, notification: Notification) => void,
): Tree {
  const { tree, threads } = original;
  const pid = fork(original);
  const own: { listener?: number; pidfd?: number; readonly tids: number[] } = { tids: [pid] };
  try {
    const listener = (own.listener = listenTo(original.listening, pid, threads[0].registers));
    const main = processOf(pid, tree);
    own.pidfd = main.pidfd;
    const copy = newTree({ ordinal, member, listener, original: tree }, ends, main);
    if (member.program === true) giveUnread(copy, tree);
    giveItsOwn(original, copy, ends);
    cloneThreads(original, own.tids);
    resumeAll(original, own.tids);
    for (let each = 0; each < threads.length; each++) supervise(copy, nextCall(listener));
    return copy;
  } catch (error) {
    call('kill', pid, SIGKILL);
    for (const tid of own.tids.toReversed()) awaitEnd(tid);
    for (const descriptor of [own.listener, own.pidfd]) if (descriptor !== undefined) closeDescriptor(descriptor);
    throw error;
  }
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
function fork({ threads: [{ tid, registers, numberAt }] }: Original): number {
  const pid = cloneInto(tid, registers, cloneFlag.parent | SIGCHLD, numberAt);
  make(pid, registers, 'setsid');
  make(pid, registers, 'prctl', parentDeath, SIGKILL);
  return pid;
}

/** The main process of a copy. What is copied for all places alike keeps no number: Node's hosts look up their own. */
function processOf(pid: number, { main, knowsNumber, member }: Tree): Process {
  const number = knowsNumber && member.copyable !== true ? main.number : pid;
  return { ...main, pid, number, pidfd: mustCall('pidfd_open', pid, 0), fresh: false, ended: false, child: undefined };
}

/** epoll_ctl's EPOLL_CTL_ADD. */
const add = 1;

/** Gives a stopped copy what it is to have for itself of what it shares with its original, or has not got from it, and takes what only the gate has used. */
function giveItsOwn(
  { tree, threads: [{ registers }], files, streams, channels, timers, listening }: Original,
  { main: { pid }, listener }: Tree,
  ends: Ends,
): void {
  makeHeld(pid, registers, { name: 'close', values: [listening.linkThere] }, () => {
    const notification = nextCall(listener);
    openAgain(notification, tree.main, files);
    replaceStreams(notification, streams, ends);
    giveChannels(notification, channels);
    continueInKernel(notification);
  });
  let index = 0;
  for (const channel of channels) {
    if (channel.kind !== 'events') continue;
    const [at] = channel.at;
    for (const { descriptor } of channel.watched)
      make(pid, registers, 'epoll_ctl', at.descriptor, add, descriptor, watchedPlace(listening, index++));
  }
  timers.forEach((timer, each) => makeAgain(pid, registers, timer, timerPlace(listening, each)));
}

/** Makes the original's other threads anew in a copy; their numbers come behind that of its first. */
function cloneThreads({ threads: [{ registers }, ...others] }: Original, tids: number[]): void {
  const [pid = -1] = tids;
  for (const { numberAt } of others) tids.push(cloneInto(pid, registers, isThread, numberAt));
}

/** Resumes the threads of a copy where the original's stand, the first one last. */
function resumeAll({ threads }: Original, tids: readonly number[]): void {
  for (const [index, tid] of [...tids.entries()].toReversed()) {
    const registers = threads[index]?.registers;
    if (registers !== undefined) resumeWith(tid, registers);
  }
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
