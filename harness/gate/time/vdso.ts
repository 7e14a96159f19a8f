import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { calendarMs, instant, type Clock, type Instant } from '../world/clock.js';
import { overwriteCode } from '../kernel/memory.js';
import { numberOf } from '../kernel/syscalls.js';

/**
 * Most programs read the clock without a system call, through code that the kernel maps into them. That code is
 * overwritten in each process by code that returns the virtual time, written into its own instructions: a clock
 * read then costs nothing, and a tick costs one write a process.
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

/** The last time that was shown, since all processes are shown the same one after another. */
let shown: { readonly nowMs: number; readonly monotonicMs: number; readonly patches: readonly Patch[] } | undefined;

function patchesFor(nowMs: number, monotonicMs: number): readonly Patch[] {
  return functions().flatMap(({ name, offset, size }) => {
    const found = replacement(name, instant(nowMs), instant(monotonicMs));
    if (found === undefined) return [];
    return [{ offset, code: found.length <= size ? found : fallback(name) }];
  });
}

/** Where that code lies in a process, or undefined when it has none. */
export function mappedAt(pid: number): number | undefined {
  const line = /^([0-9a-f]+)-[0-9a-f]+ .*\[vdso\]$/m.exec(readFileSync(`/proc/${pid}/maps`, 'latin1'));
  return line?.[1] === undefined ? undefined : Number.parseInt(line[1], 16);
}

interface MappedFunction {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

let known: readonly MappedFunction[] | undefined;

/** The functions are the same in every process of one kernel. */
function functions(): readonly MappedFunction[] {
  known ??= readFunctions();
  return known;
}

function readFunctions(): readonly MappedFunction[] {
  const start = mappedAt(process.pid);
  if (start === undefined) return [];
  const image = Buffer.alloc(16_384);
  const memory = openSync('/proc/self/mem', 'r');
  const length = readSync(memory, image, 0, image.length, start);
  closeSync(memory);
  return symbols(image.subarray(0, length));
}

const dynamicSymbols = 11;

function symbols(image: Buffer): readonly MappedFunction[] {
  const sections = Number(image.readBigUInt64LE(40));
  const count = image.readUInt16LE(60);
  const section = (index: number): number => sections + index * image.readUInt16LE(58);
  const index = Array.from({ length: count }, (_, each) => each).find(
    (each) => image.readUInt32LE(section(each) + 4) === dynamicSymbols,
  );
  if (index === undefined) return [];
  const table = section(index);
  const names = Number(image.readBigUInt64LE(section(image.readUInt32LE(table + 40)) + 24));
  const first = Number(image.readBigUInt64LE(table + 24));
  return Array.from({ length: Number(image.readBigUInt64LE(table + 32)) / 24 }, (_, each) => {
    const symbol = first + each * 24;
    const name = names + image.readUInt32LE(symbol);
    return {
      name: image.toString('latin1', name, image.indexOf(0, name)),
      offset: Number(image.readBigUInt64LE(symbol + 8)),
      size: Number(image.readBigUInt64LE(symbol + 16)),
    };
  });
}

function replacement(name: string, now: Instant, monotonic: Instant): Buffer | undefined {
  if (process.arch === 'arm64') return arm64[name] === undefined ? undefined : fallback(name);
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

function clockGettime(now: Instant, monotonic: Instant): Buffer {
  const store = (time: Instant): Buffer =>
    code('48b8', word(time.seconds), '488906', '48b8', word(time.nanoseconds), '48894608', '31c0', 'c3');
  const calendar = store(now);
  const steady = store(monotonic);
  const systemCall = code('b8e4000000', '0f05', 'c3');
  const calendarClocks = (1 << 0) | (1 << 5) | (1 << 11);
  const steadyClocks = (1 << 1) | (1 << 4) | (1 << 6) | (1 << 7);
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

const arm64: Readonly<Record<string, 'clock_gettime' | 'gettimeofday'>> = {
  __kernel_clock_gettime: 'clock_gettime',
  __kernel_gettimeofday: 'gettimeofday',
};

/** A plain system call, which the gate holds and answers: slower, but it fits everywhere. */
function fallback(name: string): Buffer {
  const kernel = arm64[name];
  if (kernel !== undefined) {
    const move = Buffer.alloc(12);
    move.writeUInt32LE((0xd280_0008 | (numberOf(kernel) << 5)) >>> 0, 0);
    move.writeUInt32LE(0xd400_0001, 4);
    move.writeUInt32LE(0xd65f_03c0, 8);
    return move;
  }
  const number =
    name === '__vdso_time'
      ? numberOf('time')
      : numberOf(name === '__vdso_gettimeofday' ? 'gettimeofday' : 'clock_gettime');
  return code('b8', half(number), '0f05', 'c3');
}

function code(...pieces: readonly string[]): Buffer {
  return Buffer.from(pieces.join(''), 'hex');
}

function word(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes.toString('hex');
}

function half(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes.toString('hex');
}

function byte(value: number): string {
  return Buffer.from([value]).toString('hex');
}
