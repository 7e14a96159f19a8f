import { readFileSync, readlinkSync } from 'node:fs';
import { call } from './call.js';
import { setLimit } from './resource-limit.js';

/*
 * What a process of logtorture's has started is found by its mark, wherever it has gone: a limit of 142 years and more, which
 * touches nobody, and which no fork, exec, session, environment or closed descriptor takes away. The mark names the process
 * that started it all, so that anybody can tell whether that one still lives.
 */

/** RLIMIT_RTTIME: for how long a process of a real-time class may run without a pause, in microseconds. */
const realTime = 15;
const least = 2 ** 52;
/** How many values each part of a mark has: when its process started, its PID, and the namespace that the PID is of. */
const [starts, pids, namespaces] = [2 ** 10, 2 ** 22, 2 ** 20];

/** Zombies, and what is about to be none any more. */
const ends: ReadonlySet<string> = new Set(['Z', 'X']);

let own: { readonly mark: number | undefined } | undefined;

/** The mark of what this process starts; undefined where there is no `/proc`. */
export function ownMark(): number | undefined {
  own ??= { mark: newMark() };
  return own.mark;
}

function newMark(): number | undefined {
  try {
    const { start } = statusOf(process.pid);
    const mark = least + ((start % starts) * pids + process.pid) * namespaces + namespace();
    return Number.isSafeInteger(mark) ? mark : undefined;
  } catch {
    return undefined;
  }
}

function namespace(): number {
  return Number(/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0]) % namespaces;
}

/** Whether the process that a mark names has ended. False of one in another namespace, which can't be seen from here. */
export function isOver(mark: number): boolean {
  if (mark < least || mark % namespaces !== namespace()) return false;
  const rest = Math.floor((mark - least) / namespaces);
  try {
    const { state, start } = statusOf(rest % pids);
    return start % starts !== Math.floor(rest / pids) || ends.has(state);
  } catch {
    return true;
  }
}

/** The mark that a process carries, if it has one, and whether it has ended and is only waited for. */
export function markedProcess(pid: number): { readonly mark: number; readonly ended: boolean } | undefined {
  try {
    const limits = readFileSync(`/proc/${pid}/limits`, 'latin1');
    const mark = Number(/^Max realtime timeout +(\d+)/m.exec(limits)?.[1] ?? 0);
    return mark < least ? undefined : { mark, ended: hasEnded(pid) };
  } catch {
    // It is gone.
    return undefined;
  }
}

function statusOf(pid: number): { readonly state: string; readonly start: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ');
  return { state: fields[0] ?? '', start: Number(fields[19]) };
}

/** Whether a process is gone, or waits for nothing but that somebody takes its ending. */
export function hasEnded(pid: number): boolean {
  try {
    return ends.has(statusOf(pid).state);
  } catch {
    return true;
  }
}

/** Marks a process that can't have started anything yet. */
export function markStarted(pid: number): void {
  const mark = ownMark();
  if (mark !== undefined) setLimit(pid, realTime, BigInt(mark));
}

/** Whatever `start` starts is born with the mark, as are all that descend from it; this process itself stays without. */
export function startMarked<T>(start: () => T): T {
  const before = markThis();
  try {
    return start();
  } finally {
    if (before !== undefined) setLimit(0, realTime, before);
  }
}

/** Gives the limit that there was before; undefined where it can't be set, as on systems other than Linux. */
function markThis(): bigint | undefined {
  const mark = ownMark();
  try {
    return mark === undefined ? undefined : setLimit(0, realTime, BigInt(mark));
  } catch {
    return undefined;
  }
}

const noHang = 1;

/** Takes the endings of all children that have ended, since nobody may be left to take them. */
export function takeEndings(): void {
  while (call('wait4', -1, 0, noHang, 0) > 0);
}

/**
 * Ends this process at once. Node's own exit waits for the threads, and a thread may be waiting for a process in a call
 * of the kernel's.
 */
export function exitAtOnce(status: number): void {
  call('exit_group', status);
}
