import { lastError } from '../kernel/call.js';
import { errnoName } from '../kernel/errno.js';
import { readFile, readFolder } from '../kernel/read-file.js';

/** The text of a file of /proc, empty when it has gone. */
export function readProc(path: string): string {
  return readFile(path) ?? '';
}

/** What was read, the last thing that was tried. @throws {Error} that says why it could not be. */
function assertRead<T>(read: T | undefined, what: string): T {
  if (read === undefined)
    throw new Error(`What the kernel tells of ${what} cannot be read: ${errnoName(lastError())}.`);
  return read;
}

/** The numbers of a process's threads, none when it has gone. */
export function threadsOf(pid: number): number[] {
  return (readFolder(`/proc/${pid}/task`) ?? []).map(Number);
}

/** The processes that some threads of a process have made, as long as it lives. */
export function childrenOf(pid: number, tids: readonly number[]): number[] {
  return tids.flatMap((tid) => readProc(`/proc/${pid}/task/${tid}/children`).split(' ').filter(Boolean).map(Number));
}

/** The process that a thread belongs to, and that one's parent; NaN when they have gone. */
export function lineageOf(tid: number): { readonly pid: number; readonly parentPid: number } {
  const status = readProc(`/proc/${tid}/status`);
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return { pid: field('Tgid'), parentPid: field('PPid') };
}

/** The user and the group on whose behalf a process acts. */
export function ownersOf(pid: number): { readonly user: number; readonly group: number } {
  const status = readProc(`/proc/${pid}/status`);
  const field = (name: string): number =>
    Number(new RegExp(String.raw`^${name}:\s+\d+\s+(\d+)`, 'm').exec(status)?.[1]);
  return { user: field('Uid'), group: field('Gid') };
}

/** The group of processes that a process belongs to. */
export function groupOf(pid: number): number {
  return Number(statOf(pid)[groupPlace]);
}

export function isZombie(pid: number): boolean {
  return /\) [ZX] /.test(readProc(`/proc/${pid}/stat`));
}

/** Whether a thread is stopped for the one that traces it. */
export function isTraceStopped(tid: number): boolean {
  return /\) t /.test(readProc(`/proc/${tid}/stat`));
}

/**
 * Whether a thread has a signal to handle, for which the kernel would end its wait.
 * @param mask what it blocks while it waits, where that is not what it blocks otherwise.
 */
export function hasSignal(tid: number, mask?: bigint): boolean {
  return waitingSignals(tid, mask).toHandle !== 0n;
}

/** The signals that were sent to a thread or its process and wait to be taken, a bit each, and those of them that it has to handle, as above. */
export function waitingSignals(tid: number, mask?: bigint): { readonly all: bigint; readonly toHandle: bigint } {
  const { SigPnd, ShdPnd, SigBlk, SigCgt } = signalsOf(tid);
  const all = SigPnd | ShdPnd;
  return { all, toHandle: all & ~(mask ?? SigBlk) & SigCgt };
}

/** Whether one of some signals, a bit each, was sent to a thread or its process and waits to be taken. */
export function isPending(tid: number, signals: bigint): boolean {
  return (waitingSignals(tid).all & signals) !== 0n;
}

const killBit = 1n << 8n;

/**
 * Whether a thread is about to die, in whatever call it stands: when its process exits, the kernel sends SIGKILL to each
 * thread, and on a busy machine one may not have got to it long after the others are gone.
 */
export function isDying(tid: number): boolean {
  const { SigPnd, ShdPnd } = signalsOf(tid);
  return ((SigPnd | ShdPnd) & killBit) !== 0n;
}

/** The kernel's PF_EXITING, among a thread's flags. */
const exiting = 4;
/** Where something stands behind the name of a process. */
const [groupPlace, flagsPlace] = [2, 6];

/**
 * Whether a thread, or a process by its first one, is about to end, is ending, or has ended: what has taken its signal has none that is
 * pending any more.
 */
export function isEnding(tid: number): boolean {
  const stat = statOf(tid);
  return stat.length < flagsPlace || (Number(stat[flagsPlace]) & exiting) !== 0 || isDying(tid);
}

/** What stands behind the name of a thread, or of a process, in its `stat`; nothing where it is gone. */
function statOf(tid: number): readonly string[] {
  return readProc(`/proc/${tid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
}

type SignalSet = 'SigPnd' | 'ShdPnd' | 'SigBlk' | 'SigIgn' | 'SigCgt';

/** Whether a process ends when it is sent a signal whose usual effect that is: it neither handles it, nor ignores nor blocks it. */
export function willDieOf(pid: number, signal: number): boolean {
  const { SigBlk, SigIgn, SigCgt } = signalsOf(pid);
  return ((SigBlk | SigIgn | SigCgt) & (1n << BigInt(signal - 1))) === 0n;
}

function signalsOf(tid: number): Readonly<Record<SignalSet, bigint>> {
  const status = readProc(`/proc/${tid}/status`);
  const field = (name: string): bigint =>
    BigInt(`0x${new RegExp(`^${name}:\\s+([0-9a-f]+)`, 'm').exec(status)?.[1] ?? '0'}`);
  return {
    SigPnd: field('SigPnd'),
    ShdPnd: field('ShdPnd'),
    SigBlk: field('SigBlk'),
    SigIgn: field('SigIgn'),
    SigCgt: field('SigCgt'),
  };
}

/** The descriptors that a process has open. Throws where it has ended. */
export function descriptorsOf(pid: number): number[] {
  return assertRead(readFolder(`/proc/${pid}/fd`), `the descriptors of process ${pid}`).map(Number);
}

/** Whether what a process writes to some of its memory is seen by others, as by a copy of it. */
export function sharesMemory(pid: number): boolean {
  return /^[0-9a-f]+-[0-9a-f]+ .w.s /m.test(readProc(`/proc/${pid}/maps`));
}

/**
 * The memory of a process that it has asked the kernel to leave out of forks, as first and last address. V8 does so for
 * its code, since it expects a forked process to become another program.
 */
export function leftOutOfForks(pid: number): readonly (readonly [number, number])[] {
  const mappings = assertRead(readFile(`/proc/${pid}/smaps`), `the memory of process ${pid}`).split(
    /^(?=[0-9a-f]+-[0-9a-f]+ )/m,
  );
  return mappings
    .filter((each) => / 0 +\n/.test(each.slice(0, each.indexOf('\n') + 1)) && /^VmFlags:.* dc\b/m.test(each))
    .map((each): [number, number] => {
      const [, start = '', end = ''] = /^([0-9a-f]+)-([0-9a-f]+) /.exec(each) ?? [];
      return [Number.parseInt(start, 16), Number.parseInt(end, 16)];
    });
}
