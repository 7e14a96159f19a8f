import { pollEvent } from '../kernel/flags.js';
import { readBytes } from '../kernel/memory.js';
import { infoOf, watchedIn } from '../members/descriptor-info.js';
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
  return watchedIn(infoOf(pid, epoll)).find((each) => each.descriptor === descriptor)?.data;
}
