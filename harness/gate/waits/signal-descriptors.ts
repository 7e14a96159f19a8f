import { descriptorsOf } from '../members/proc.js';
import { readLink } from '../kernel/call.js';
import { pollEvent } from '../kernel/flags.js';
import { answerValue, continueInKernel } from '../kernel/listener.js';
import { leaveOut, putEvent, writeEvents } from '../kernel/poll.js';
import { fieldOf, infoOf, watchedIn } from '../members/descriptor-info.js';
import { asksToRead, toldWith } from './asks-to-read.js';
import type { Process } from '../world/process.js';
import type { Task } from '../world/tree.js';
import type { Wait } from '../world/wait.js';

/**
 * Ends a thread's wait for a descriptor of signals (signalfd) where a signal is there for it; whether it was. Such a descriptor tells each
 * thread of that thread's own signals, so the gate finds none of a member's in it, and an epoll descriptor forgets them as the gate looks.
 * @param signals those that wait to be taken, a bit each.
 */
export function endBySignalToRead({ process: { pid } }: Task, wait: Wait, signals: bigint): boolean {
  if (signals === 0n) return false;
  const descriptor = descriptorsOf(pid).find(
    (each) => isOfSignals(pid, each) && (signalsOf(pid, each) & signals) !== 0n && asksToRead(pid, wait, each),
  );
  if (descriptor === undefined) return false;
  const { notification, on } = wait;
  if (on.kind === 'events') {
    putEvent({ events: pollEvent.readable, data: toldWith(pid, on.descriptor, descriptor) ?? 0n });
    writeEvents(pid, on.buffer, 1);
    answerValue(notification, 1);
  } else continueInKernel(notification);
  return true;
}

/** The signals that a descriptor tells of, a bit each. */
function signalsOf(pid: number, descriptor: number): bigint {
  return BigInt(`0x${fieldOf(infoOf(pid, descriptor), 'sigmask') ?? '0'}`);
}

/** Whether a descriptor is one of signals. What the gate itself finds there are the signals of its own process. */
export function isOfSignals(pid: number, descriptor: number): boolean {
  return readLink(`/proc/${pid}/fd/${descriptor}`) === 'anon_inode:[signalfd]';
}

/** Leaves out of the events that were just taken from an epoll descriptor those of descriptors of signals; gives how many are left. */
export function withoutSignals({ pid }: Process, epoll: number, count: number): number {
  const ofSignals = watchedIn(infoOf(pid, epoll)).filter(({ descriptor }) => isOfSignals(pid, descriptor));
  return ofSignals.length === 0 ? count : leaveOut(count, new Set(ofSignals.map(({ data }) => data)));
}
