import { readProc } from '../members/proc.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/** A line of /proc/locks: of the lock with a number, whether a process waits for it, and which one has it or waits. */
const line = /^(\d+):\s*(->)?\s*\S+\s+\S+\s+\S+\s+(-?\d+)\s/gm;

/**
 * Whether a member waits for a lock on a file that lies elsewhere and that none of this execution's processes has: what executes the same
 * program at the same time, in another thread or on its own, gives it back by itself.
 */
export function waitsForStranger({ nameOfPid }: World, tree: Tree): boolean {
  const owners = new Map<string, number>();
  for (const [, number = '', waits, who = ''] of readProc('/proc/locks').matchAll(line)) {
    const pid = Number(who);
    if (waits === undefined) owners.set(number, pid);
    else if (tree.processes.has(pid)) {
      const owner = owners.get(number);
      if (owner !== undefined && owner > 0 && nameOfPid(owner) === undefined) return true;
    }
  }
  return false;
}
