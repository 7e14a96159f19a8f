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
export const eventBytes: number = process.arch === 'x64' ? 12 : 16;

/** Takes the events that an epoll descriptor of this process has now into the block; gives how many, or -1. */
export function takeEvents(descriptor: number, most: number): number {
  return call('epoll_pwait', descriptor, native().base + at.data, most, 0, 0, maskBytes);
}

/** An event of epoll: what there is, and what the process has said that it is to be told with it. */
export interface EpollEvent {
  readonly events: number;
  readonly data: bigint;
}

/** Writes an event as the kernel does: what it is told with stands at its end. */
export function writeEvent(bytes: Buffer, place: number, { events, data }: EpollEvent): void {
  bytes.writeUInt32LE(events, place);
  bytes.writeBigUInt64LE(data, place + eventBytes - 8);
}

/** Puts an event into the block, as if it had been taken. */
export function putEvent(event: EpollEvent): void {
  writeEvent(native().bytes, at.data, event);
}

/** Leaves out of the events that were just taken those that tell some data; gives how many are left. */
export function leaveOut(count: number, data: ReadonlySet<bigint>): number {
  const { bytes } = native();
  let left = 0;
  for (let index = 0; index < count; index++) {
    const from = at.data + index * eventBytes;
    if (data.has(bytes.readBigUInt64LE(from + eventBytes - 8))) continue;
    bytes.copyWithin(at.data + left * eventBytes, from, from + eventBytes);
    left += 1;
  }
  return left;
}

/** Writes the events that were just taken into a process's memory. */
export function writeEvents(pid: number, address: number, count: number): void {
  if (count > 0) writeMemory(pid, address, count * eventBytes, at.data);
}
