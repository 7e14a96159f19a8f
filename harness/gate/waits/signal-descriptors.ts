import { readdirSync } from 'node:fs';
import { readLink } from '../kernel/call.js';
import { pollEvent } from '../kernel/flags.js';
import { answerValue, continueInKernel } from '../kernel/listener.js';
import { putEvent, writeEvents } from '../kernel/poll.js';
import { isPending, readProc } from '../members/proc.js';
import { asksToRead, toldWith } from './asks-to-read.js';
import type { Task } from '../world/tree.js';
import type { Wait } from '../world/wait.js';

/**
 * Ends a thread's wait for a descriptor of signals (signalfd) where a signal is there for it; whether it was. Such a descriptor tells each
 * thread of that thread's own signals, so the gate finds none of a member's in it, and an epoll descriptor forgets them as the gate looks.
 */
export function endBySignalToRead({ tid, process: { pid } }: Task, wait: Wait): boolean {
  if (!isPending(tid, allSignals)) return false;
  const descriptor = descriptorsOf(pid).find(
    (each) =>
      readLink(`/proc/${pid}/fd/${each}`) === 'anon_inode:[signalfd]' &&
      isPending(tid, signalsOf(pid, each)) &&
      asksToRead(pid, wait, each),
  );
  if (descriptor === undefined) return false;
  const { notification, on } = wait;
  if (on.kind === 'events') {
    putEvent(pollEvent.readable, toldWith(pid, on.descriptor, descriptor) ?? 0n);
    writeEvents(pid, on.buffer, 1);
    answerValue(notification, 1);
  } else continueInKernel(notification);
  return true;
}

const allSignals = (1n << 64n) - 1n;

function descriptorsOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/fd`).map(Number);
}

/** The signals that a descriptor tells of, a bit each. */
function signalsOf(pid: number, descriptor: number): bigint {
  const mask = /^sigmask:\s+([0-9a-f]+)/m.exec(readProc(`/proc/${pid}/fdinfo/${descriptor}`))?.[1];
  return BigInt(`0x${mask ?? '0'}`);
}
