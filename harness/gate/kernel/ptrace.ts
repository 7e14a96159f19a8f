import { at, native } from './native.js';
import { call, lastError } from './call.js';
import { errnoName } from './errno.js';
import { cloneFlag, copyMark } from './flags.js';
import { numberOf, type SystemCall } from './syscalls.js';

/**
 * Stopping threads, reading and setting their registers, and having them make system calls of the gate's choice. Known
 * for x64 alone. Each function throws where the thread does not do as told, for instance because it was killed.
 */
const requests = {
  getRegisters: 12,
  setRegisters: 13,
  detach: 17,
  systemCall: 24,
  getMessage: 0x4201,
  seize: 0x4206,
  interrupt: 0x4207,
  getMask: 0x420a,
  setMask: 0x420b,
};
const options = { goodStops: 0x1, forks: 0x2, clones: 0x8, killed: 0x10_0000 };
const registerBytes = 27 * 8;
const maskBytes = 8;
const place = { result: 10, argumentsInOrder: [14, 13, 12, 7, 9, 8], before: 15, next: 16, thread: 21 } as const;
const instructionBytes = 2n;

/** What a stopped thread would go on with: its registers and the signals that it blocks. */
export interface Registers {
  readonly registers: Buffer;
  readonly mask: Buffer;
}

function request(name: keyof typeof requests, tid: number, address = 0, data = 0): void {
  if (call('ptrace', requests[name], tid, address, data) >= 0) return;
  throw new Error(`The gate itself failed: ${name} of thread ${tid} gave ${errnoName(lastError())}.`);
}

/**
 * Has a thread stop before it returns from the call that it is in, which must be answered after this; false where that is
 * not allowed here.
 */
export function interrupt(tid: number): boolean {
  const wanted = options.goodStops | options.forks | options.clones | options.killed;
  if (call('ptrace', requests.seize, tid, 0, wanted) < 0) return false;
  request('interrupt', tid);
  return true;
}

const allKinds = 0x4000_0000;

/** Waits until a thread has stopped; gives the event that it has stopped for, 0 where that is a call. */
export function awaitStop(tid: number): number {
  const { words, base } = native();
  if (call('wait4', tid, base + at.small, allKinds, 0) === tid) {
    const status = words[at.small / 4] ?? 0;
    if ((status & 0xff) === 0x7f) return status >>> 16;
  }
  throw new Error(`The gate itself failed: thread ${tid} has ended instead of stopping.`);
}

/** Waits until a thread that was stopped, and has been killed, has ended. */
export function awaitEnd(tid: number): void {
  const { words, base } = native();
  while (call('wait4', tid, base + at.small, allKinds, 0) === tid && ((words[at.small / 4] ?? 0) & 0xff) === 0x7f);
}

/** Registers of a thread stopped at syscall exit, rewound so that it re-enters the call when resumed. */
export function saveRegisters(tid: number): Registers {
  const { bytes, base } = native();
  request('getRegisters', tid, 0, base + at.data);
  const registers = Buffer.from(bytes.subarray(at.data, at.data + registerBytes));
  registers.writeBigUInt64LE(registers.readBigUInt64LE(place.next * 8) - instructionBytes, place.next * 8);
  registers.writeBigInt64LE(registers.readBigInt64LE(place.before * 8), place.result * 8);
  // orig_rax = -1 keeps the kernel from restarting the call on its own.
  registers.writeBigInt64LE(-1n, place.before * 8);
  request('getMask', tid, maskBytes, base + at.data);
  return { registers, mask: Buffer.from(bytes.subarray(at.data, at.data + maskBytes)) };
}

/** Has a stopped thread take no signal any more, but for SIGKILL. */
export function blockSignals(tid: number): void {
  const { bytes, base } = native();
  bytes.fill(0xff, at.data, at.data + maskBytes);
  request('setMask', tid, maskBytes, base + at.data);
}

/** Where a thread's own data begins (fs_base). */
export function threadArea({ registers }: Registers): number {
  return Number(registers.readBigUInt64LE(place.thread * 8));
}

/** Resumes a stopped thread with the registers and the signal mask of another. */
export function resumeWith(tid: number, { registers, mask }: Registers): void {
  const { bytes, base } = native();
  registers.copy(bytes, at.data);
  request('setRegisters', tid, 0, base + at.data);
  mask.copy(bytes, at.data);
  request('setMask', tid, maskBytes, base + at.data);
  request('detach', tid);
}

function prepare(tid: number, { registers }: Registers, name: SystemCall, values: readonly number[]): void {
  const { bytes, base } = native();
  registers.copy(bytes, at.data);
  bytes.writeBigInt64LE(BigInt(numberOf(name)), at.data + place.result * 8);
  place.argumentsInOrder.forEach((register, index) => {
    bytes.writeBigInt64LE(BigInt(values[index] ?? 0), at.data + register * 8);
  });
  request('setRegisters', tid, 0, base + at.data);
}

/**
 * Has a stopped thread make a call that the filter does not hold, from where it stands; it is stopped again after it.
 * @returns what it has given: the negative number of an error where it failed.
 */
export function make(tid: number, registers: Registers, name: SystemCall, ...values: readonly number[]): number {
  makeHeld(tid, registers, { name, values }, () => undefined);
  return resultOf(tid);
}

/** The same for a call that the filter holds, which `answer` has to answer. */
export function makeHeld(
  tid: number,
  registers: Registers,
  made: { readonly name: SystemCall; readonly values: readonly number[] },
  answer: () => void,
): void {
  enter(tid, registers, made.name, made.values);
  request('systemCall', tid);
  answer();
  awaitStop(tid);
}

/** Has a stopped thread come to the beginning of a call. */
function enter(tid: number, registers: Registers, name: SystemCall, values: readonly number[]): void {
  prepare(tid, registers, name, values);
  request('systemCall', tid);
  awaitStop(tid);
}

/**
 * Has a stopped thread make a process or a thread; both are stopped after it. The filter does not hold it.
 * @throws {Error} that names the kernel's error where it makes none.
 */
export function cloneInto(tid: number, registers: Registers, flags: number, numberAt: number | undefined): number {
  const { base, bytes } = native();
  // The kernel writes the number of what it makes where the C library keeps it, if there is one.
  const keeps = numberAt === undefined ? 0 : cloneFlag.clearNumber | cloneFlag.setNumber;
  enter(tid, registers, 'clone', [flags | keeps, 0, 0, numberAt ?? 0, 0, copyMark]);
  request('systemCall', tid);
  if (awaitStop(tid) === 0) throw new Error(`The gate itself failed: clone gave ${errnoName(-resultOf(tid))}.`);
  request('getMessage', tid, 0, base + at.data);
  const made = Number(bytes.readBigUInt64LE(at.data));
  awaitStop(made);
  request('systemCall', tid);
  awaitStop(tid);
  return made;
}

/** What the call of a thread that has just returned from it has given. */
function resultOf(tid: number): number {
  const { base, bytes } = native();
  request('getRegisters', tid, 0, base + at.data);
  return Number(bytes.readBigInt64LE(at.data + place.result * 8));
}
