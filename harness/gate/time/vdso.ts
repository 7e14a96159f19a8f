import { overwriteCode } from '../kernel/memory.js';
import { calendarMs, instant, type Clock, type Instant } from '../world/clock.js';
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

/** A patch into which a time is put. */
interface Form extends Patch {
  /** Where each number of a time stands in it. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

let form: Form | undefined;

/** The time changes at each execution, but only the numbers in the code do. */
function patchFor(nowMs: number, monotonicMs: number): Patch {
  form ??= newForm();
  for (const [which, value] of numbersOf(instant(nowMs), instant(monotonicMs)))
    for (const place of form.places.get(which) ?? []) writeNumber(form.code, place, value);
  return form;
}

/** The numbers that code says. */
function numbersOf(now: Instant, monotonic: Instant): readonly (readonly [which: string, value: number])[] {
  return [
    ['seconds', now.seconds],
    ['nanoseconds', now.nanoseconds],
    ['microseconds', Math.floor(now.nanoseconds / 1000)],
    ['steady seconds', monotonic.seconds],
    ['steady nanoseconds', monotonic.nanoseconds],
  ];
}

function writeNumber(code: Buffer, place: number, value: number): void {
  const high = Math.floor(value / 0x1_0000_0000);
  code.writeUInt32LE(value - high * 0x1_0000_0000, place);
  code.writeInt32LE(high, place + 4);
}

/** Two times whose numbers stand nowhere else in the code, by which their places are found. */
const marked: readonly [Instant, Instant] = [
  { seconds: 0x1a_2b3c_4d5e_6f, nanoseconds: 0x2b_4d6f_18 },
  { seconds: 0x1b_3c5d_7e9f_2a, nanoseconds: 0x31_5274_96 },
];

function newForm(): Form {
  const patch = formFor(...marked);
  const places = numbersOf(...marked).map(([which, value]) => {
    const bytes = Buffer.alloc(8);
    writeNumber(bytes, 0, value);
    const found: number[] = [];
    for (let at = patch.code.indexOf(bytes); at >= 0; at = patch.code.indexOf(bytes, at + 1)) found.push(at);
    return [which, found] as const;
  });
  return { ...patch, places: new Map(places) };
}

/** All functions that say the time and what lies between them, which stays as it is: that is one write. */
function formFor(now: Instant, monotonic: Instant): Patch {
  const { functions, image } = mappedVdso();
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
