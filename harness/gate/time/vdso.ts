import { overwriteCode } from '../kernel/memory.js';
import { calendarMs, instant, type Clock } from '../world/clock.js';
import { codeFor } from './vdso-code.js';
import { mappedFunctions } from './vdso-functions.js';

/**
 * Most programs read the clock without a system call, through code that the kernel maps into them, the vDSO, here at the
 * address `mapped`. It is overwritten in each process by code that returns the virtual time, written into its own
 * instructions: a clock read then costs nothing, and a tick costs one write a process.
 */
export function setTime(pid: number, mapped: number, clock: Clock): void {
  const nowMs = calendarMs(clock);
  const { monotonicMs } = clock;
  if (shown?.nowMs !== nowMs || shown.monotonicMs !== monotonicMs)
    shown = { nowMs, monotonicMs, patches: patchesFor(nowMs, monotonicMs) };
  overwriteCode(pid, mapped, shown.patches);
}

interface Patch {
  readonly offset: number;
  readonly code: Buffer;
}

/** The patches for the time that was shown last: all processes are shown the same time, one after another. */
let shown: { readonly nowMs: number; readonly monotonicMs: number; readonly patches: readonly Patch[] } | undefined;

function patchesFor(nowMs: number, monotonicMs: number): readonly Patch[] {
  return mappedFunctions().flatMap((mapped) => {
    const code = codeFor(mapped, instant(nowMs), instant(monotonicMs));
    return code === undefined ? [] : [{ offset: mapped.offset, code }];
  });
}
