import { pollEvent } from '../kernel/flags.js';
import { readBytes } from '../kernel/memory.js';
import { readProc } from '../members/proc.js';
import type { Wait } from '../world/wait.js';

const entryBytes = 8;

/** Whether a thread waits, perhaps among others, for something to read from a descriptor. */
export function asksToRead(pid: number, { on }: Wait, descriptor: number): boolean {
  switch (on.kind) {
    case 'sets': {
      const [readable = 0] = on.addresses;
      const bits = on.count > descriptor && readable !== 0 ? readBytes(pid, readable + (descriptor >> 3), 1)?.[0] : 0;
      return ((bits ?? 0) & (1 << (descriptor & 7))) !== 0;
    }
    case 'descriptors': {
      const entries = readBytes(pid, on.address, on.count * entryBytes);
      return Array.from({ length: on.count }, (_, index) => index * entryBytes).some(
        (at) => entries?.readInt32LE(at) === descriptor && (entries.readInt16LE(at + 4) & pollEvent.readable) !== 0,
      );
    }
    case 'events':
      return toldWith(pid, on.descriptor, descriptor) !== undefined;
    default:
      return false;
  }
}

/** What an epoll descriptor tells with the events of another one; undefined where it tells nothing of it. */
export function toldWith(pid: number, epoll: number, descriptor: number): bigint | undefined {
  const entry = new RegExp(`^tfd:\\s+${descriptor} events:\\s+[0-9a-f]+ data:\\s+([0-9a-f]+)`, 'm');
  const data = entry.exec(readProc(`/proc/${pid}/fdinfo/${epoll}`))?.[1];
  return data === undefined ? undefined : BigInt(`0x${data}`);
}
