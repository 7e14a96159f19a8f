import { call, closeDescriptor } from '../kernel/call.js';
import { waitFor } from '../kernel/listener.js';
import { addTask, removeTask, type Tree } from '../world/tree.js';
import { endingOf, takeEnded } from '../kernel/wait.js';
import { childrenOf, isEnding, isZombie, lineageOf, threadsOf } from './proc.js';
import type { Process } from '../world/process.js';
import { lengthened } from '../../limits.js';

/** Starts to follow a process that its parent has forked; undefined when it has ended and gone already. */
function follow(tree: Tree, pid: number, parent: Process): Process | undefined {
  const pidfd = call('pidfd_open', pid, 0);
  if (pidfd < 0) return undefined;
  const process: Process = {
    pid,
    number: pid,
    pidfd,
    parent,
    birth: ++tree.followed,
    child: undefined,
    umask: parent.umask,
    choosesProcessors: parent.choosesProcessors,
    fresh: false,
    readsSignals: parent.readsSignals,
    clockCode: parent.clockCode,
    readsByCall: parent.readsByCall,
    ended: false,
  };
  tree.processes.set(pid, process);
  tree.heard = undefined;
  tree.births.set(pid, process.birth);
  return process;
}

/** The process that a thread belongs to, which may be news; undefined when both have gone. */
export function processOf(tree: Tree, tid: number): Process | undefined {
  const { pid, parentPid } = lineageOf(tid);
  const known = tree.processes.get(pid);
  // PIDs are reused.
  if ((known !== undefined && !known.ended) || Number.isNaN(pid)) return known;
  return follow(tree, pid, tree.processes.get(parentPid) ?? tree.main);
}

/** Counts the threads and children of a tree anew; whether anything was news. */
export function count(tree: Tree): boolean {
  let news = false;
  for (const process of tree.processes.values()) {
    if (process.ended) continue;
    const tids = threadsOf(process.pid);
    if (countThreads(tree, process, tids)) news = true;
    if (process.ended || !tree.makesProcesses) continue;
    for (const pid of childrenOf(process.pid, tids))
      if (!tree.processes.has(pid) && follow(tree, pid, process) !== undefined) news = true;
  }
  return news;
}

function countThreads(tree: Tree, process: Process, tids: readonly number[]): boolean {
  let [comes, goes] = [false, false];
  for (const tid of tids) {
    if (tree.tasks.has(tid)) continue;
    addTask(tree, tid, process);
    comes = true;
  }
  for (const task of tree.tasks.values()) {
    if (task.process !== process || tids.includes(task.tid)) continue;
    removeTask(tree, task);
    goes = true;
  }
  // The thread that has ended its process may be gone before others, which are parked and never go on.
  if (goes && tids.length > 0 && tids.every(isEnding)) reap(tree, process);
  return comes || goes;
}

const patienceMs = 10_000;

/**
 * A process has ended, or is about to: its threads are gone, and its parent may be waiting for it. The listener hears of
 * the end as soon as it begins, so this waits until the kernel has closed the process's files too, which gives up its
 * locks. One that had lost its parent is a child of this process, which has to take its ending.
 */
export function reap(tree: Tree, process: Process): void {
  waitFor([process.pidfd], lengthened(patienceMs));
  process.ended = true;
  tree.heard = undefined;
  tree.timers = tree.timers.filter((timer) => timer.process !== process);
  tree.alarms = tree.alarms.filter((alarm) => alarm.process !== process);
  closeDescriptor(process.pidfd);
  for (const task of tree.tasks.values()) if (task.process === process) removeTask(tree, task);
  tree.stale = true;
  tree.mustRecheck = true;
  if (process === tree.main) tree.ending = endingOf(process.pid);
  else takeEnded(process.pid);
}

/** Forgets the processes that have ended and are gone: between two executions no process waits for them any more. */
export function forget(tree: Tree): void {
  for (const process of tree.processes.values())
    if (process.ended && process !== tree.main && !isZombie(process.pid)) tree.processes.delete(process.pid);
}

/** The processes of a member that have not ended. */
export function living({ main, processes }: Tree): readonly Process[] {
  if (processes.size === 1 && !main.ended) return [main];
  return [...processes.values()].filter(({ ended }) => !ended);
}
