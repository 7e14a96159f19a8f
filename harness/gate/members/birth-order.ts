import { readProc } from './proc.js';
import type { Task, Tree } from '../world/tree.js';

/** Puts the tasks into the order in which they were born: those of one process, since processes make threads at the same time. */
export function arrange(tree: Tree): void {
  const byBirth = [...tree.tasks.values()].toSorted(
    (one, other) =>
      turnOf(one) - turnOf(other) ||
      one.process.birth - other.process.birth ||
      age(tree.main.pid, one.tid) - age(tree.main.pid, other.tid),
  );
  tree.tasks.clear();
  for (const task of byBirth) tree.tasks.set(task.tid, task);
}

/** A task that has an ordinal was born before any that has none yet. */
function turnOf({ ordinal }: Task): number {
  return ordinal < 0 ? Number.MAX_SAFE_INTEGER : ordinal;
}

const highestPid = Number(readProc('/proc/sys/kernel/pid_max')) || 32_768;

/** How many PIDs the kernel has given out between two births, of which `second` is the later. After the highest it begins again. */
export function age(first: number, second: number): number {
  return (second - first + highestPid) % highestPid;
}

/**
 * Gives new tasks their ordinals, once the member is at rest: to threads of its main process as they are born, to those
 * of its children when they first hold a step. A child that ends before it has been seen never held one, so whether it
 * was seen makes no difference.
 */
export function giveOrdinals(tree: Tree): void {
  for (const task of tree.tasks.values()) {
    if (task.ordinal < 0 && (task.process === tree.main || task.parked?.kind === 'step'))
      task.ordinal = tree.nextOrdinal++;
    if (task.process !== tree.main && task.parked?.kind === 'step') task.process.child ??= ++tree.children;
  }
}
