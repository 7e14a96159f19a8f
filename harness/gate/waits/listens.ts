import { asksToRead } from './asks-to-read.js';
import type { Task, Tree } from '../world/tree.js';
import type { World } from '../world/world.js';
import type { Wait } from '../world/wait.js';

/**
 * Whether a member that waits for its standard input beside a time, as an event loop with a timer does, is done: before its
 * first line it has nothing else to do, and afterwards only once it has said that its log is closed.
 */
export function listensOnly({ directory }: World, { main, lastSaid }: Tree, { process }: Task, wait: Wait): boolean {
  if (process !== main || (directory !== undefined && !/(^|\n)closed\n$/.test(lastSaid))) return false;
  return asksToRead(process.pid, wait, 0);
}
