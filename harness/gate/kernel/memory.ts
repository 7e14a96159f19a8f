import { at, native } from './native.js';
import { call, closeDescriptor, lastError, openPath, put } from './call.js';
import { errno, errnoName } from './errno.js';
import { openFlag } from './flags.js';

const pageBytes = 4096;
const pieceBytes = 256;

function vectors(here: number, there: number, length: number): void {
  const { unsigned, base } = native();
  setLong(unsigned, vectorWord, base + here);
  setLong(unsigned, vectorWord + 2, length);
  setLong(unsigned, vectorWord + 4, there);
  setLong(unsigned, vectorWord + 6, length);
}

const vectorWord = at.vectors / 4;

function setLong(unsigned: Uint32Array, place: number, value: number): void {
  const high = Math.floor(value / 0x1_0000_0000);
  unsigned[place] = value - high * 0x1_0000_0000;
  unsigned[place + 1] = high;
}

/** Copies a process's memory into the block at `place`; gives the bytes copied, fewer where memory ends, or -1. */
export function readMemory(pid: number, address: number, length: number, place: number): number {
  const { base } = native();
  vectors(place, address, length);
  return call('process_vm_readv', pid, base + at.vectors, 1, base + at.vectors + 16, 1);
}

/** How much of something else is read along with a string. */
export const besideBytes = 128;

/** Copies two pieces of a process's memory at once: what stands beside to where the block keeps answers, and another to `place`. */
function readBeside(pid: number, beside: number, address: number, place: number): number {
  const { unsigned, base } = native();
  setLong(unsigned, vectorWord, base + at.answers);
  setLong(unsigned, vectorWord + 2, besideBytes);
  setLong(unsigned, vectorWord + 4, base + place);
  setLong(unsigned, vectorWord + 6, pieceBytes);
  setLong(unsigned, vectorWord + 8, beside);
  setLong(unsigned, vectorWord + 10, besideBytes);
  setLong(unsigned, vectorWord + 12, address);
  setLong(unsigned, vectorWord + 14, pieceBytes);
  return call('process_vm_readv', pid, base + at.vectors, 2, base + at.vectors + 32, 2) - besideBytes;
}

/** Copies bytes of the block into a process's memory; gives the bytes copied or -1. */
export function writeMemory(pid: number, address: number, length: number, place: number): number {
  const { base } = native();
  vectors(place, address, length);
  return call('process_vm_writev', pid, base + at.vectors, 1, base + at.vectors + 16, 1);
}

/** Something else in a process's memory. */
export interface Beside {
  readonly address: number;
  isRead: boolean;
}

/**
 * A C string of at most a path's length, one character a byte, or undefined where there is none.
 * @param beside what is to be read along with it; it says whether it was.
 */
export function readString(pid: number, address: number, beside?: Beside): string | undefined {
  if (address === 0) return undefined;
  const { bytes } = native();
  let text = '';
  let from = address;
  while (text.length < pageBytes) {
    // Most strings are short; one that lies at the end of the memory must not be read beyond it.
    let got =
      beside === undefined || beside.isRead
        ? readMemory(pid, from, pieceBytes, at.text)
        : readBeside(pid, beside.address, from, at.text);
    if (beside !== undefined && got > 0) beside.isRead = true;
    if (got <= 0) got = readMemory(pid, from, Math.min(pieceBytes, pageBytes - (from % pageBytes)), at.text);
    if (got <= 0) return undefined;
    const end = bytes.indexOf(0, at.text);
    if (end >= 0 && end < at.text + got) return text + bytes.toString('latin1', at.text, end);
    text += bytes.toString('latin1', at.text, at.text + got);
    from += got;
  }
  return undefined;
}

/** Whether a C string is there and is empty. */
export function isEmptyString(pid: number, address: number): boolean {
  return readMemory(pid, address, 1, at.small) === 1 && native().bytes[at.small] === 0;
}

/** Words of 64 bits as numbers, or undefined where that memory cannot be read. */
export function readWords(pid: number, address: number, count: number): number[] | undefined {
  if (address === 0 || readMemory(pid, address, count * 8, at.small) !== count * 8) return undefined;
  const { bytes } = native();
  return Array.from({ length: count }, (_, index) => Number(bytes.readBigInt64LE(at.small + index * 8)));
}

/** A piece of a process's memory. */
export type Piece = readonly [address: number, length: number];

/** As many as fit where the block keeps small things. */
const maxPieces = 80;

/** The buffers of a call that has several (struct iovec), or undefined where they cannot be read. */
export function readPieces(pid: number, address: number, count: number): readonly Piece[] | undefined {
  if (count > maxPieces) return undefined;
  const words = readWords(pid, address, count * 2);
  return words && Array.from({ length: count }, (_, index) => [words[index * 2] ?? 0, words[index * 2 + 1] ?? 0]);
}

/**
 * Overwrites a process's code. Ordinary writes refuse pages that the process itself may not write; this one does not. One
 * that is coming to its end has no memory any more, and runs no code.
 */
export function overwriteCode(pid: number, address: number, code: Buffer): void {
  const memory = openPath(`/proc/${pid}/mem`, openFlag.readWrite | openFlag.closeOnExec);
  if (memory < 0) {
    if (lastError() === errno.ESRCH) return;
    throw new Error(
      `The gate itself failed: the memory of process ${pid} cannot be opened: ${errnoName(lastError())}.`,
    );
  }
  const written = call('pwrite64', memory, put(placeFor(code.length), code), code.length, address);
  const error = lastError();
  closeDescriptor(memory);
  if (written < 0)
    throw new Error(`The gate itself failed: the code of process ${pid} cannot be overwritten: ${errnoName(error)}.`);
}

/** Writes a byte at each of some addresses of a process as it stands there, also where the process itself may not write. What cannot be written is left. */
export function rewrite(pid: number, addresses: readonly number[]): void {
  const memory = openPath(`/proc/${pid}/mem`, openFlag.readWrite | openFlag.closeOnExec);
  if (memory < 0) return;
  const place = native().base + at.small;
  for (const address of addresses)
    if (call('pread64', memory, place, 1, address) === 1) call('pwrite64', memory, place, 1, address);
  closeDescriptor(memory);
}

/** Writes numbers into a process's memory as words of 64 bits; at most as many as the block keeps small things for. */
export function writeWords(pid: number, address: number, words: readonly number[]): void {
  const { bytes } = native();
  words.forEach((word, index) => bytes.writeBigInt64LE(BigInt(word), at.small + index * 8));
  writeMemory(pid, address, words.length * 8, at.small);
}

/** A signed number of 32 bits, or undefined where that memory cannot be read. */
export function readInt(pid: number, address: number): number | undefined {
  return readMemory(pid, address, 4, at.small) === 4 ? native().bytes.readInt32LE(at.small) : undefined;
}

export function writeInt(pid: number, address: number, value: number): void {
  native().bytes.writeInt32LE(value | 0, at.small);
  writeMemory(pid, address, 4, at.small);
}

/** What is short passes beside the block's data, which keeps what lies in it. */
function placeFor(length: number): number {
  return length <= pageBytes ? at.text : at.data;
}

/** A copy of a process's memory, or undefined where not all of it can be read. */
export function readBytes(pid: number, address: number, length: number): Buffer | undefined {
  const bytes = readUpTo(pid, address, length);
  return bytes.length === length ? bytes : undefined;
}

/** A copy of a process's memory, shorter where the memory ends before. */
export function readUpTo(pid: number, address: number, length: number): Buffer {
  const place = placeFor(length);
  const got = length === 0 ? 0 : readMemory(pid, address, length, place);
  return Buffer.from(native().bytes.subarray(place, place + Math.max(0, got)));
}

/** Writes bytes into a process's memory; gives how many were written, or -1. */
export function writeBytes(pid: number, address: number, bytes: Buffer): number {
  if (bytes.length === 0) return 0;
  const place = placeFor(bytes.length);
  bytes.copy(native().bytes, place);
  return writeMemory(pid, address, bytes.length, place);
}
