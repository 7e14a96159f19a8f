import { call } from './call.js';
import { readMemory, writeMemory, type Piece } from './memory.js';
import { at, dataBytes, native } from './native.js';

/**
 * What a process writes or is to read passes through the block's data, where it stays until the next call that uses it.
 */

/** The address of the block's data, for a call that fills a buffer. */
export function dataAddress(): number {
  return native().base + at.data;
}

/** The first bytes of the block's data themselves, no copy. */
export function dataOf(length: number): Buffer {
  return native().bytes.subarray(at.data, at.data + length);
}

/**
 * Gathers what a write call is about to write, at most `limit` bytes; gives the number of bytes, or undefined where it is
 * more than the block can hold or cannot be read.
 */
export function gather(pid: number, pieces: readonly Piece[], limit: number): number | undefined {
  let total = 0;
  for (const [address, length] of pieces) {
    const wanted = Math.min(length, limit - total);
    if (wanted === 0) continue;
    if (total + wanted > dataBytes || readMemory(pid, address, wanted, at.data + total) !== wanted) return undefined;
    total += wanted;
  }
  return total;
}

/** Spreads the first bytes of the data over the buffers of a read call. */
export function scatter(pid: number, pieces: readonly Piece[], total: number): void {
  let copied = 0;
  for (const [address, length] of pieces) {
    const part = Math.min(length, total - copied);
    if (part <= 0) continue;
    writeMemory(pid, address, part, at.data + copied);
    copied += part;
  }
}

/** Copies the first bytes of the data into a process's memory. */
export function giveData(pid: number, address: number, length: number): void {
  writeMemory(pid, address, length, at.data);
}

/** Writes the first bytes of the data, at the file's offset or at a place of their own; with the flags of pwritev2. */
export function writeData(descriptor: number, length: number, place?: number, flags = 0): number {
  const address = dataAddress();
  if (flags !== 0) {
    const { bytes, base } = native();
    bytes.writeBigUInt64LE(BigInt(address), at.vectors);
    bytes.writeBigUInt64LE(BigInt(length), at.vectors + 8);
    return call('pwritev2', descriptor, base + at.vectors, 1, place ?? -1, 0, flags);
  }
  return place === undefined
    ? call('write', descriptor, address, length)
    : call('pwrite64', descriptor, address, length, place);
}

/** Reads into the data, from the file's offset or from a place of its own. */
export function readData(descriptor: number, length: number, place?: number): number {
  const address = dataAddress();
  return place === undefined
    ? call('read', descriptor, address, length)
    : call('pread64', descriptor, address, length, place);
}
