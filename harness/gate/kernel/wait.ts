import { call } from './call.js';
import { at, native } from './native.js';

/** How a process ended: with an exit status, or by a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: number | null;
}

const signalBits = 0x7f;

/** Takes the ending of a child of this process, which must have ended or be about to. */
export function endingOf(pid: number): Ending {
  const { words, base } = native();
  if (call('wait4', pid, base + at.small, 0, 0) !== pid) return { code: null, signal: null };
  const status = words[at.small / 4] ?? 0;
  const signal = status & signalBits;
  return signal === 0 ? { code: (status >> 8) & 0xff, signal: null } : { code: null, signal };
}
