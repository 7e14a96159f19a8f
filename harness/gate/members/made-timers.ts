import { errnoName } from '../kernel/errno.js';
import { make, type Registers } from '../kernel/ptrace.js';
import type { Tree } from '../world/tree.js';
import { readProc } from './proc.js';

/** A timer that a process has made, and that the kernel knows of, armed or not. */
export interface MadeTimer {
  readonly id: number;
  readonly clockNumber: number;
  readonly signal: number;
  readonly value: bigint;
  /** Whether the process is told of it by a signal at all. */
  readonly signals: boolean;
  /** The only thread that gets the signal; undefined where any of the process may. */
  readonly tid: number | undefined;
}

const told = /^ID: (\d+)\nsignal: (\d+)\/([0-9a-f]+)\nnotify: (\w+)\/(pid|tid)\.(\d+)\nClockID: (-?\d+)$/gm;

/** The timers that a process has made. */
export function madeTimers(pid: number): MadeTimer[] {
  return Array.from(
    readProc(`/proc/${pid}/timers`).matchAll(told),
    ([, id, signal, value = '', how, kind, thread, clock]) => ({
      id: Number(id),
      clockNumber: Number(clock),
      signal: Number(signal),
      value: BigInt(`0x${value}`),
      signals: how === 'signal',
      tid: kind === 'tid' ? Number(thread) : undefined,
    }),
  );
}

/**
 * Whether a member has a timer that its copies would not have. Those that are not armed can be made again, one after the other, since the
 * kernel counts them; but a copy's threads have other numbers.
 */
export function hasOwnTimers({ main, timers, alarms }: Tree): boolean {
  if (timers.length + alarms.length > 0) return true;
  return !madeTimers(main.pid).every(({ id, signals, tid }, index) => id === index && signals && tid === undefined);
}

/** struct sigevent, and behind it the number that the kernel gives. */
const eventBytes = 64;
/** How long both are. */
export const timerBytes: number = eventBytes + 8;

/** Writes what `makeAgain` needs to where it will lie in the process. */
export function writeTimer(bytes: Buffer, place: number, { value, signal }: MadeTimer): void {
  bytes.writeBigUInt64LE(value, place);
  bytes.writeInt32LE(signal, place + 8);
}

/** Has a stopped copy make a timer that its original has, since a fork leaves them out. */
export function makeAgain(pid: number, registers: Registers, { clockNumber }: MadeTimer, address: number): void {
  const made = make(pid, registers, 'timer_create', clockNumber, address, address + eventBytes);
  if (made < 0) throw new Error(`The gate itself failed: timer_create gave ${errnoName(-made)}.`);
}
