import { pollEvent } from '../kernel/flags.js';
import { readBytes } from '../kernel/memory.js';
import { readProc } from '../members/proc.js';
import type { Task, Tree } from '../world/tree.js';
import type { World } from '../world/world.js';
import type { Wait } from '../world/wait.js';

/**
 * Whether a member that waits for its standard input beside a time, as an event loop with a timer does, is done: before its
 * first line it has nothing else to do, and afterwards only once it has said that its log is closed.
 */
export function listensOnly({ directory }: World, { main, lastSaid }: Tree, { process }: Task, wait: Wait): boolean {
  if (process !== main || (directory !== undefined && !/(^|\n)closed\n$/.test(lastSaid))) return false;
  return listens(process.pid, wait);
}

const entryBytes = 8;

function listens(pid: number, { on }: Wait): boolean {
  switch (on.kind) {
    case 'sets': {
      const [readable = 0] = on.addresses;
      return on.count > 0 && readable !== 0 && ((readBytes(pid, readable, 1)?.[0] ?? 0) & 1) !== 0;
    }
    case 'descriptors': {
      const entries = readBytes(pid, on.address, on.count * entryBytes);
      return Array.from({ length: on.count }, (_, index) => index * entryBytes).some(
        (at) => entries?.readInt32LE(at) === 0 && (entries.readInt16LE(at + 4) & pollEvent.readable) !== 0,
      );
    }
    case 'events':
      return /^tfd:\s+0 /m.test(readProc(`/proc/${pid}/fdinfo/${on.descriptor}`));
    default:
      return false;
  }
}
