import { sharesMemory } from '../members/proc.js';
import { sharedBy } from '../members/channels.js';
import { hasOwnTimers } from '../members/made-timers.js';
import { holdsFileLock, holdsOwnedLock } from '../members/held-locks.js';
import type { Tree } from '../world/tree.js';

/** Why a member that waits for its first line is not copied. */
export function whyStarted(tree: Tree): string | undefined {
  const { copyable = false } = tree.member;
  if (copyable === 'alone') return whyNotAlone(tree);
  return copyable ? undefined : 'it is not said that it can be copied';
}

/** Why something is not copied that is to be one thread, and to share nothing. */
export function whyNotAlone(tree: Tree): string | undefined {
  const { main, tasks, inSystem } = tree;
  if (hasOwnTimers(tree)) return 'it has a timer';
  const shared = sharedBy(main);
  if (shared !== undefined) return `it has a ${shared} open`;
  if (inSystem !== undefined) return `it has a ${inSystem} of the system's`;
  if (sharesMemory(main.pid)) return 'it has memory that others may write';
  if (tasks.size > 1) return `it has ${tasks.size} threads`;
  if (holdsFileLock(main.pid)) return 'it holds a lock on a file';
  return holdsOwnedLock(main.pid) ? 'it holds a lock that knows who has it' : undefined;
}
