import { call } from './call.js';
import { at, native } from './native.js';

/** That a signal comes from a timer. */
const fromTimer = -2;
/** Of what is told with a signal. */
export const signalInfoBytes = 128;

interface TimerSignal {
  readonly pid: number;
  /** The only thread that gets it; by default any thread of the process may. */
  readonly tid: number | undefined;
  readonly signal: number;
  readonly timer: number;
  readonly value: bigint;
}

/** Sends a signal to a process as a timer that it has made would. */
export function signalOfTimer({ pid, tid, signal, timer, value }: TimerSignal): void {
  const { bytes, base } = native();
  bytes.fill(0, at.small, at.small + signalInfoBytes);
  bytes.writeInt32LE(signal, at.small);
  bytes.writeInt32LE(fromTimer, at.small + 8);
  bytes.writeInt32LE(timer, at.small + 16);
  bytes.writeBigUInt64LE(value, at.small + 24);
  if (tid === undefined) call('rt_sigqueueinfo', pid, signal, base + at.small);
  else call('rt_tgsigqueueinfo', pid, tid, signal, base + at.small);
}
