import { call } from './call.js';
import { writeMemory } from './memory.js';
import { at, native } from './native.js';

export interface Polled {
  /** Nothing is found at one that is less than 0. */
  readonly descriptor: number;
  readonly asked: number;
}

const entryBytes = 8;
const maskBytes = 8;

/** What is found at descriptors of this process, in a poll that does not wait. */
export function pollOwn(wanted: readonly Polled[]): readonly number[] {
  const { bytes, base } = native();
  wanted.forEach(({ descriptor, asked }, index) => {
    bytes.writeInt32LE(descriptor, at.data + index * entryBytes);
    bytes.writeInt32LE(asked, at.data + index * entryBytes + 4);
  });
  bytes.fill(0, at.times, at.times + 16);
  call('ppoll', base + at.data, wanted.length, base + at.times, 0, maskBytes);
  return wanted.map((_, index) => bytes.readInt16LE(at.data + index * entryBytes + 6));
}

/** How long one event of epoll is. */
const eventBytes = process.arch === 'x64' ? 12 : 16;

/** Takes the events that an epoll descriptor of this process has now into the block; gives how many, or -1. */
export function takeEvents(descriptor: number, most: number): number {
  return call('epoll_pwait', descriptor, native().base + at.data, most, 0, 0, maskBytes);
}

/** Puts an event into the block, as if it had been taken: what there is, and what the process has said that it is to be told with it. */
export function putEvent(events: number, data: bigint): void {
  const { bytes } = native();
  bytes.writeUInt32LE(events, at.data);
  bytes.writeBigUInt64LE(data, at.data + eventBytes - dataBytesInEvent);
}

const dataBytesInEvent = 8;

/** Writes the events that were just taken into a process's memory. */
export function writeEvents(pid: number, address: number, count: number): void {
  if (count > 0) writeMemory(pid, address, count * eventBytes, at.data);
}
