import { overwriteCode } from '../kernel/memory.js';
import { calendarMs, instant, type Clock } from '../world/clock.js';
import { callFor, codeFor } from './vdso-code.js';
import { mappedVdso } from './vdso-functions.js';

/**
 * Most programs read the clock without a system call, through code that the kernel maps into them, the vDSO, here at the
 * address `mapped`. It is overwritten in each process by code that returns the virtual time, written into its own
 * instructions: a clock read then costs nothing, and a tick costs one write a process.
 */
export function setTime(pid: number, mapped: number, clock: Clock): void {
  const nowMs = calendarMs(clock);
  const { monotonicMs } = clock;
  if (shown?.nowMs !== nowMs || shown.monotonicMs !== monotonicMs)
    shown = { nowMs, monotonicMs, patch: patchFor(nowMs, monotonicMs) };
  const { offset, code } = shown.patch;
  overwriteCode(pid, mapped + offset, code);
}

interface Patch {
  readonly offset: number;
  readonly code: Buffer;
}

/** The patch for the time that was shown last: all processes are shown the same time, one after another. */
let shown: { readonly nowMs: number; readonly monotonicMs: number; readonly patch: Patch } | undefined;

/** All functions that say the time and what lies between them, which stays as it is: that is one write. */
function patchFor(nowMs: number, monotonicMs: number): Patch {
  const { functions, image } = mappedVdso();
  const [now, monotonic] = [instant(nowMs), instant(monotonicMs)];
  const patches = functions.flatMap((mapped) => {
    const code = codeFor(mapped, now, monotonic);
    return code === undefined ? [] : [{ offset: mapped.offset, code }];
  });
  const offset = Math.min(image.length, ...patches.map((patch) => patch.offset));
  const end = Math.max(offset, ...patches.map((patch) => patch.offset + patch.code.length));
  const code = Buffer.from(image.subarray(offset, end));
  for (const patch of patches) patch.code.copy(code, patch.offset - offset);
  return { offset, code };
}

/** Has a process read the clock by system calls, which the gate hears of. */
export function readByCalls(pid: number, mapped: number): void {
  for (const each of mappedVdso().functions) {
    const code = callFor(each.name);
    if (code !== undefined) overwriteCode(pid, mapped + each.offset, code);
  }
}
