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

/** wait4's WNOHANG. */
const noHang = 1;

/**
 * Takes the ending of a child of this process where it has ended already: of the one with a number, or of any in the process
 * group with that number if it is negative; whether there was one.
 */
export function takeEnded(pid: number): boolean {
  return call('wait4', pid, 0, noHang, 0) > 0;
}

/** prctl's PR_SET_CHILD_SUBREAPER. */
const adopts = 36;

/**
 * Makes this process the parent of its descendants whose own parents have ended, which otherwise process 1 becomes. It has to
 * take their endings then. In a container process 1 often takes none, so that what has ended stays there for ever.
 */
export function adoptOrphans(): void {
  call('prctl', adopts, 1, 0, 0, 0);
}
