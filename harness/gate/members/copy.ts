import { readFileSync, readdirSync } from 'node:fs';
import { at, native } from '../kernel/native.js';
import { call, mustCall } from '../kernel/call.js';
import { borrow, giveBack, statusFlags, target } from './descriptors.js';
import {
  answerValue,
  continueInKernel,
  putDescriptor,
  receive,
  waitFor,
  type Notification,
} from '../kernel/listener.js';
import { readMemory } from '../kernel/memory.js';
import { endMember, treeOf, type Ends } from './member.js';
import {
  awaitEnd,
  awaitStop,
  resumeWith,
  interrupt,
  make,
  cloneInto,
  saveRegisters,
  threadArea,
  type Registers,
} from '../kernel/ptrace.js';
import type { Task, Tree } from '../world/tree.js';

/**
 * A member that waits for its first line, kept as it stands, from which others are copied: the kernel forks it, which
 * takes a few milliseconds where a start takes a hundred, and its other threads are made anew in the copy, each where
 * it stood. A copy shares the filter's listener with its original, which never runs again, and descriptors other than
 * the standard ones; so one copy of an original lives at a time.
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

/**
 * Makes an original of a settled member; undefined, and the member is as it was, when it is none that can be copied.
 */
export function originalOf(tree: Tree): Original | undefined {
  const { main, tasks } = tree;
  const [first, ...others] = [...tasks.values()];
  if (process.arch !== 'x64' || tree.processes.size !== 1 || tree.timers.length > 0 || tree.running > 0)
    return undefined;
  if (first?.tid !== main.pid || first.parked?.kind !== 'input') return undefined;
  if (!others.every(({ parked }) => parked?.kind === 'wait' && parked.untilMs === Infinity)) return undefined;
  const { tid } = first;
  if (!interrupt(tid)) return undefined;
  for (const other of others) interrupt(other.tid);
  const threads = [halt(first), ...others.map(halt)] as const;
  const { registers } = threads[0];
  for (const [start, end] of unforked(main.pid)) make(tid, registers, 'madvise', start, end - start, doFork);
  return { tree, threads, channels: channelsOf(tree) };
}

const doFork = 11;

/** Memory that V8 has asked the kernel to leave out of forks, since it takes them to be followed by another program. */
function unforked(pid: number): readonly (readonly [number, number])[] {
  const mappings = readFileSync(`/proc/${pid}/smaps`, 'latin1').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  return mappings
    .filter((each) => / 0 +\n/.test(each.slice(0, each.indexOf('\n') + 1)) && /^VmFlags:.* dc\b/m.test(each))
    .map((each): [number, number] => {
      const [, start = '', end = ''] = /^([0-9a-f]+)-([0-9a-f]+) /.exec(each) ?? [];
      return [Number.parseInt(start, 16), Number.parseInt(end, 16)];
    });
}

function halt({ tid, process, parked }: Task): Thread {
  if (parked !== undefined) answerValue(parked.notification, 0);
  awaitStop(tid);
  const registers = saveRegisters(tid);
  return { tid, registers: registers, numberAt: findNumber(process.pid, tid, threadArea(registers)) };
}

const searchedBytes = 2048;
const wordBytes = 8;

/** It stands at the beginning of a word; the other half of one that is an address may look like a number, too. */
function findNumber(pid: number, tid: number, start: number): number {
  const length = readMemory(pid, start, searchedBytes, at.data);
  const { bytes } = native();
  for (let place = 0; place + wordBytes <= length; place += wordBytes)
    if (bytes.readInt32LE(at.data + place) === tid) return start + place;
  throw new Error(`The gate itself failed: thread ${tid} does not know its number.`);
}

const nonBlocking = 0o4000;

function channelsOf({ main }: Tree): readonly number[] {
  return readdirSync(`/proc/${main.pid}/fd`)
    .map(Number)
    .filter((each) => each > 2 && /^(pipe:|anon_inode:\[eventfd\])/.test(target(`/proc/${main.pid}/fd/${each}`) ?? ''));
}

/** Takes out of an original's pipes what a killed copy has left there. */
function drain({ tree: { main }, channels }: Original): void {
  const { base } = native();
  for (const descriptor of channels) {
    const borrowed = borrow(main, descriptor);
    if (borrowed === undefined) continue;
    if ((statusFlags(main, descriptor, borrowed) & (nonBlocking | 1)) === nonBlocking)
      while (call('read', borrowed.descriptor, base + at.data, 4096) > 0);
    giveBack(borrowed);
  }
}

const flags = { memory: 0x100, folder: 0x200, files: 0x400, handlers: 0x800, parent: 0x8000, thread: 0x1_0000 };
const moreFlags = { semaphores: 0x4_0000, clearNumber: 0x20_0000, setNumber: 0x100_0000 };
const number = moreFlags.clearNumber | moreFlags.setNumber;
const sharing =
  flags.memory | flags.folder | flags.files | flags.handlers | flags.thread | moreFlags.semaphores | number;
const childEnds = 17;
const parentDeath = 1;
const kill = 9;

/** Whether an original can still be copied; nothing but a kill from elsewhere ends it. */
export function isThere({ tree }: Original): boolean {
  return waitFor([tree.main.pidfd], 0) === undefined;
}

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
  const [first, ...others] = threads;
  drain(original);
  const continueIt = (): void => continueInKernel(hear(tree.listener));
  const fork = [flags.parent | number | childEnds, 0, 0, first.numberAt];
  const pid = cloneInto(first.tid, first.registers, fork, continueIt);
  const copy = treeOf({ ordinal: tree.ordinal, member: tree.member, listener: tree.listener, original: tree }, ends, {
    pid,
    pidfd: mustCall('pidfd_open', pid, 0),
    parent: undefined,
    birth: 0,
    umask: tree.main.umask,
    fresh: false,
    clockCode: tree.main.clockCode,
    ended: false,
  });
  make(pid, first.registers, 'setsid');
  make(pid, first.registers, 'prctl', parentDeath, kill);
  const tids = others.map(({ numberAt }) => cloneInto(pid, first.registers, [sharing, 0, 0, numberAt], continueIt));
  others.forEach(({ registers }, index) => resumeWith(tids[index] ?? -1, registers));
  resumeWith(pid, first.registers);
  for (let each = 0; each < threads.length; each++) {
    const notification = hear(tree.listener);
    if (notification.tid === pid)
      [ends.read, ends.streams[0].descriptor, ends.streams[1].descriptor].forEach((descriptor, standard) =>
        putDescriptor(notification, descriptor, standard),
      );
    supervise(copy, notification);
  }
  return copy;
}

/** Ends an original. Its threads that were stopped are this process's to bury, or it would never be gone. */
export function endOriginal({ tree, threads: [, ...others] }: Original): void {
  call('pidfd_send_signal', tree.main.pidfd, kill, 0, 0);
  for (const { tid } of others) awaitEnd(tid);
  endMember(tree);
}

const patienceMs = 10_000;

function hear(listener: number): Notification {
  const notification = waitFor([listener], patienceMs) && receive(listener);
  if (notification === undefined) throw new Error('The gate itself failed: a copy of a process is silent.');
  return notification;
}
