import { readFileSync, readdirSync } from 'node:fs';
import { call, closeDescriptor } from '../kernel/call.js';
import { waitFor } from '../kernel/listener.js';
import { addTask, removeTask, type Task, type Tree } from '../world/tree.js';
import type { Process } from '../world/process.js';

/** Starts to follow a process that its parent has forked; undefined when it has ended and gone already. */
function follow(tree: Tree, pid: number, parent: Process): Process | undefined {
  const pidfd = call('pidfd_open', pid, 0);
  if (pidfd < 0) return undefined;
  const process: Process = {
    pid,
    pidfd,
    parent,
    birth: ++tree.followed,
    umask: parent.umask,
    fresh: false,
    clockCode: parent.clockCode,
    ended: false,
  };
  tree.processes.set(pid, process);
  return process;
}

/** The process that a thread belongs to, which may be news; undefined when both have gone. */
export function processOf(tree: Tree, tid: number): Process | undefined {
  const status = read(`/proc/${tid}/status`);
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  const pid = field('Tgid');
  const known = tree.processes.get(pid);
  // The kernel gives the number of a process that has ended to another one day.
  if ((known !== undefined && !known.ended) || Number.isNaN(pid)) return known;
  return follow(tree, pid, tree.processes.get(field('PPid')) ?? tree.main);
}

/** Counts the threads and children of a tree anew; whether anything was news. */
export function count(tree: Tree): boolean {
  let news = false;
  for (const process of tree.processes.values()) {
    if (process.ended) continue;
    const tids = threads(process.pid);
    for (const tid of tids) {
      if (tree.tasks.has(tid)) continue;
      addTask(tree, tid, process);
      news = true;
    }
    for (const task of tree.tasks.values()) {
      if (task.process !== process || tids.includes(task.tid)) continue;
      removeTask(tree, task);
      news = true;
    }
    for (const pid of childrenOf(process.pid, tids))
      if (!tree.processes.has(pid) && follow(tree, pid, process) !== undefined) news = true;
  }
  return news;
}

function threads(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}

function childrenOf(pid: number, tids: readonly number[]): number[] {
  return tids.flatMap((tid) => read(`/proc/${pid}/task/${tid}/children`).split(' ').filter(Boolean).map(Number));
}

/** Puts the tasks into the order in which they were born. */
export function arrange(tree: Tree): void {
  const byBirth = [...tree.tasks.values()].toSorted(
    (one, other) => turnOf(one) - turnOf(other) || age(tree.main.pid, one.tid) - age(tree.main.pid, other.tid),
  );
  tree.tasks.clear();
  for (const task of byBirth) tree.tasks.set(task.tid, task);
}

/** Who has an ordinal was there before whoever has none yet. */
function turnOf({ ordinal }: Task): number {
  return ordinal < 0 ? Number.MAX_SAFE_INTEGER : ordinal;
}

const mostNumbers = Number(read('/proc/sys/kernel/pid_max')) || 32_768;

/** How many numbers the kernel has given out between two births, the second one later; after the last it begins again. */
export function age(first: number, second: number): number {
  return (second - first + mostNumbers) % mostNumbers;
}

/**
 * Gives new tasks their ordinals, once the member is at rest: threads of its main process as they are born, those of its
 * children when they first hold a step. A child that ends before anybody has looked is one that holds none, so whether it
 * was seen makes no difference.
 */
export function number(tree: Tree): void {
  for (const task of tree.tasks.values()) {
    if (task.ordinal < 0 && (task.process === tree.main || task.parked?.kind === 'step'))
      task.ordinal = tree.nextOrdinal++;
  }
}

const patienceMs = 10_000;

/**
 * A process has ended, or is about to: its threads are gone, its parent may be waiting for it. A listener hears of the end
 * as soon as it begins, so this waits until the kernel has closed the process's files too, which gives up its locks.
 */
export function reap(tree: Tree, process: Process): void {
  waitFor([process.pidfd], patienceMs);
  process.ended = true;
  tree.timers = tree.timers.filter((timer) => timer.process !== process);
  closeDescriptor(process.pidfd);
  for (const task of tree.tasks.values()) if (task.process === process) removeTask(tree, task);
  tree.stale = true;
  tree.mustRecheck = true;
}

/** Forgets the processes that have ended, when nobody can be waiting for them any more. */
export function forget(tree: Tree): void {
  for (const process of tree.processes.values())
    if (process.ended && process !== tree.main) tree.processes.delete(process.pid);
}

/** What a process that waits for a child, or with -1 for any, would find. */
export function childState(tree: Tree, parent: Process, pid: number): 'all alive' | 'one has ended' | 'none' {
  let alive = false;
  for (const process of tree.processes.values()) {
    if (process.parent !== parent || (pid > 0 && process.pid !== pid)) continue;
    if (!process.ended) alive = true;
    else if (isZombie(process.pid)) return 'one has ended';
    else tree.processes.delete(process.pid);
  }
  return alive ? 'all alive' : 'none';
}

export function isZombie(pid: number): boolean {
  return /\) [ZX] /.test(read(`/proc/${pid}/stat`));
}

/** Whether a thread has a signal to handle, for which the kernel would end its wait. */
export function hasSignal(tid: number): boolean {
  const { SigPnd, ShdPnd, SigBlk, SigCgt } = signalsOf(tid);
  return ((SigPnd | ShdPnd) & ~SigBlk & SigCgt) !== 0n;
}

const killBit = 1n << 8n;

/**
 * Whether a thread is about to die, in whatever call it stands: when its process exits, the kernel sends SIGKILL to each
 * thread, and on a busy machine one may not have got to it long after the others are gone.
 */
export function isDying(tid: number): boolean {
  const { SigPnd, ShdPnd } = signalsOf(tid);
  return ((SigPnd | ShdPnd) & killBit) !== 0n;
}

function signalsOf(tid: number): Readonly<Record<'SigPnd' | 'ShdPnd' | 'SigBlk' | 'SigCgt', bigint>> {
  const status = read(`/proc/${tid}/status`);
  const field = (name: string): bigint =>
    BigInt(`0x${new RegExp(`^${name}:\\s+([0-9a-f]+)`, 'm').exec(status)?.[1] ?? '0'}`);
  return { SigPnd: field('SigPnd'), ShdPnd: field('ShdPnd'), SigBlk: field('SigBlk'), SigCgt: field('SigCgt') };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
