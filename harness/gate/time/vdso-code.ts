import { numberOf, type SystemCall } from '../kernel/syscalls.js';
import type { Instant } from '../world/clock.js';
import type { MappedFunction } from './vdso-functions.js';

/** Each byte as text. */
const bytes: readonly string[] = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

/**
 * The code to put in the place of a function of the vDSO; undefined for one that says nothing of the time. It returns the
 * time that is written into its own instructions. Where that is not known, or does not fit, it makes the system call,
 * which the gate holds and answers: that is slower, but fits everywhere.
 */
export function codeFor(
  { name, size }: MappedFunction,
  now: Instant,
  monotonic: Instant,
  machine: string = process.arch,
): Buffer | undefined {
  const systemCall = systemCalls[name];
  if (machine === 'arm64') {
    if (name === '__kernel_getrandom') return refusingOnArm64;
    return systemCall && callOnArm64(systemCall);
  }
  const found = returning(name, now, monotonic);
  return found === undefined || found.length <= size ? found : systemCall && callOnX64(systemCall);
}

/** The code that makes the system call in the place of a function on amd64; undefined for one that says nothing of the time. */
export function callFor(name: string): Buffer | undefined {
  const systemCall = systemCalls[name];
  return systemCall && callOnX64(systemCall);
}

const systemCalls: Readonly<Record<string, SystemCall>> = {
  __vdso_clock_gettime: 'clock_gettime',
  __vdso_gettimeofday: 'gettimeofday',
  __vdso_time: 'time',
  __kernel_clock_gettime: 'clock_gettime',
  __kernel_gettimeofday: 'gettimeofday',
};

function returning(name: string, now: Instant, monotonic: Instant): Buffer | undefined {
  switch (name) {
    case '__vdso_clock_gettime':
      return clockGettime(now, monotonic);
    case '__vdso_gettimeofday':
      return getTimeOfDay(now);
    case '__vdso_time':
      // mov rax, seconds; test rdi, rdi; jz +3; mov [rdi], rax; ret
      return code('48b8', word(now.seconds), '4885ff', '7403', '488907', 'c3');
    case '__vdso_getrandom':
      // mov eax, -ENOSYS; ret: the C library then makes the system call, which is answered from the seed.
      return code('b8daffffff', 'c3');
    default:
      return undefined;
  }
}

/** The kernel's numbers of the clocks that show the calendar, and of those that never go back, as bits. */
const calendarClocks = (1 << 0) | (1 << 5) | (1 << 11);
const steadyClocks = (1 << 1) | (1 << 4) | (1 << 6) | (1 << 7);

function clockGettime(now: Instant, monotonic: Instant): Buffer {
  const store = (time: Instant): Buffer =>
    code('48b8', word(time.seconds), '488906', '48b8', word(time.nanoseconds), '48894608', '31c0', 'c3');
  const calendar = store(now);
  const steady = store(monotonic);
  const systemCall = code('b8e4000000', '0f05', 'c3');
  // cmp edi, 11; ja system call; mov ecx, edi; mov eax, 1; shl eax, cl
  // test eax, calendar clocks; jnz calendar; test eax, steady clocks; jnz steady
  const choose = 7 + 7;
  return Buffer.concat([
    code('83ff0b', '77', byte(2 + 5 + 2 + choose)),
    code('89f9', 'b801000000', 'd3e0'),
    code('a9', half(calendarClocks), '75', byte(7 + systemCall.length)),
    code('a9', half(steadyClocks), '75', byte(systemCall.length + calendar.length)),
    systemCall,
    calendar,
    steady,
  ]);
}

function getTimeOfDay(now: Instant): Buffer {
  const micros = Math.floor(now.nanoseconds / 1000);
  // test rdi, rdi; jz past the two stores; test rsi, rsi; jz +7; mov qword [rsi], 0; xor eax, eax; ret
  const stores = code('48b8', word(now.seconds), '488907', '48b8', word(micros), '48894708');
  return Buffer.concat([
    code('4885ff', '74', byte(stores.length)),
    stores,
    code('4885f6', '7407', '48c70600000000', '31c0', 'c3'),
  ]);
}

function callOnX64(name: SystemCall): Buffer {
  // mov eax, number; syscall; ret
  return code('b8', half(numberOf(name)), '0f05', 'c3');
}

/**
 * arm64's `bti c`: where a kernel guards the vDSO, a function that begins with anything else kills the process that calls it.
 * Older processors take it for an instruction that does nothing.
 */
const mayBeCalled = 0xd503_245f;

function callOnArm64(name: SystemCall): Buffer {
  // bti c; mov x8, number; svc 0; ret
  const instructions = [mayBeCalled, (0xd280_0008 | (numberOf(name) << 5)) >>> 0, 0xd400_0001, 0xd65f_03c0];
  return code(...instructions.map(half));
}

/** bti c; mov x0, -ENOSYS; ret: the C library then makes the system call, which is answered from the seed. */
const refusingOnArm64 = code(...[mayBeCalled, 0x9280_04a0, 0xd65f_03c0].map(half));

/** Made anew whenever the time changes, so it is put together as text, and turned into bytes once. */
function code(...pieces: readonly string[]): Buffer {
  return Buffer.from(pieces.join(''), 'hex');
}

function word(value: number): string {
  if (value === 0) return none;
  const high = Math.floor(value / 0x1_0000_0000);
  return half(value - high * 0x1_0000_0000) + half(high);
}

/** Most times are whole seconds. */
const none = '0000000000000000';

function half(value: number): string {
  return byte(value) + byte(value >>> 8) + byte(value >>> 16) + byte(value >>> 24);
}

function byte(value: number): string {
  return bytes[value & 0xff] ?? '';
}
