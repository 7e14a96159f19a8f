import { readdirSync } from 'node:fs';
import { openFlag } from '../kernel/flags.js';
import { readLink } from '../kernel/call.js';
import { dataOf, readData, writeData } from '../kernel/data.js';
import { bytesInPipe } from '../kernel/pipe.js';
import { borrowing, statusFlags, type Borrowed } from './descriptors.js';
import { readProc } from './proc.js';
import type { Process } from '../world/process.js';

/** A pipe or an event counter of a process, other than its standard streams, and what it held when the process became an original. */
export type Channel =
  | { readonly kind: 'counter'; readonly descriptor: number; readonly count: bigint }
  | { readonly kind: 'pipe'; readonly descriptor: number; readonly writer: number | undefined; readonly held: Buffer };

/**
 * What a process has open, beside its standard streams, that its copies would share with it: a connection stays connected, and a pipe
 * is never at its end while an original has it open, too.
 */
export function sharedBy(process: Process): 'socket' | 'pipe' | undefined {
  const links = linksOf(process);
  if (links.some(([, link]) => link.startsWith('socket:'))) return 'socket';
  return links.some(([, link]) => link.startsWith('pipe:')) ? 'pipe' : undefined;
}

/**
 * The channels of a process that is to be copied: a copy shares them, and may leave something in them. Undefined where a
 * pipe holds something which could not be put back for the next copy. Node's libuv has one that always holds a byte.
 */
export function channelsOf(process: Process): readonly Channel[] | undefined {
  const channels: Channel[] = [];
  const links = linksOf(process);
  for (const [descriptor, link] of links) {
    if (link.startsWith('anon_inode:[eventfd]')) {
      channels.push({ kind: 'counter', descriptor, count: countIn(process, descriptor) });
    } else if (link.startsWith('pipe:') && accessOf(process, descriptor) === 0) {
      const ends = links.filter(([other, itsLink]) => itsLink === link && other !== descriptor);
      const writer = ends.find(([other]) => accessOf(process, other) === openFlag.writeOnly)?.[0];
      const held = lookInto(process, descriptor, writer);
      if (held === undefined) return undefined;
      channels.push({ kind: 'pipe', descriptor, writer, held });
    }
  }
  return channels;
}

function linksOf({ pid }: Process): (readonly [number, string])[] {
  const descriptors = readdirSync(`/proc/${pid}/fd`).map(Number);
  return descriptors.filter((each) => each > 2).map((each) => [each, readLink(`/proc/${pid}/fd/${each}`) ?? '']);
}

function countIn({ pid }: Process, descriptor: number): bigint {
  const count = /^eventfd-count:\s*([0-9a-f]+)$/m.exec(readProc(`/proc/${pid}/fdinfo/${descriptor}`))?.[1];
  return BigInt(`0x${count ?? '0'}`);
}

/** Whether it is open for reading, which is 0, or for writing. */
function accessOf(process: Process, descriptor: number): number | undefined {
  return borrowing(process, descriptor, (end) => statusFlags(process, descriptor, end) & openFlag.accessMode);
}

function bytesIn(process: Process, descriptor: number): number {
  return borrowing(process, descriptor, (end) => bytesInPipe(end.descriptor)) ?? 0;
}

/** What lies in a pipe, which nobody reads meanwhile; undefined where that can't be put back. */
function lookInto(process: Process, descriptor: number, writer: number | undefined): Buffer | undefined {
  const bytes = bytesIn(process, descriptor);
  if (bytes > mostHeldBytes || (bytes > 0 && writer === undefined)) return undefined;
  const held = takeOut(process, descriptor);
  putBack(process, writer, held);
  return held;
}

/** A pipe that holds less than a page takes it in one write. */
const mostHeldBytes = 4096;

/** No more than is there is read, so that no read waits. */
function takeOut(process: Process, descriptor: number): Buffer {
  const taken: Buffer[] = [];
  borrowing(process, descriptor, (end) => {
    for (let left = bytesInPipe(end.descriptor); left > 0; left = bytesInPipe(end.descriptor))
      taken.push(Buffer.from(dataOf(readData(end.descriptor, Math.min(left, mostHeldBytes)))));
  });
  return Buffer.concat(taken);
}

function putBack(process: Process, writer: number | undefined, held: Buffer): void {
  if (writer === undefined || held.length === 0) return;
  borrowing(process, writer, (end) => {
    held.copy(dataOf(held.length));
    writeData(end.descriptor, held.length);
  });
}

/**
 * Makes the channels of an original hold what they held when it became one, whatever a killed copy has left in them or
 * taken out. A counter may have held something: a thread of the original that had work under way has then told another of
 * its end, and remembers that it need not tell it again. And a pipe that holds a byte may be a lock.
 */
export function restore(process: Process, channels: readonly Channel[]): void {
  for (const channel of channels) {
    if (channel.kind === 'pipe') {
      takeOut(process, channel.descriptor);
      putBack(process, channel.writer, channel.held);
    } else {
      borrowing(process, channel.descriptor, (counter) => setTo(process, channel, counter));
    }
  }
}

/** A counter whose reads may wait is left as it is. */
function setTo(
  process: Process,
  { descriptor, count }: Extract<Channel, { kind: 'counter' }>,
  counter: Borrowed,
): void {
  if ((statusFlags(process, descriptor, counter) & openFlag.nonBlocking) === 0) return;
  while (readData(counter.descriptor, counterBytes) > 0);
  if (count > 0n) add(counter, count);
}

const counterBytes = 8;

function add({ descriptor }: Borrowed, count: bigint): void {
  dataOf(counterBytes).writeBigUInt64LE(count);
  writeData(descriptor, counterBytes);
}
