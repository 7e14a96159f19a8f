import { readLink } from '../kernel/call.js';
import { errno } from '../kernel/errno.js';
import { answerError, answerValue } from '../kernel/listener.js';
import { readBytes, writeBytes } from '../kernel/memory.js';
import { pollEvent } from '../kernel/flags.js';
import { pollNow } from './poll-now.js';
import { spanAt, until } from './time-limit.js';
import type { Polled } from '../kernel/poll.js';
import type { HeldCall } from '../world/held-call.js';
import type { Process } from '../world/process.js';
import type { Task } from '../world/tree.js';
import type { OnSets, Wait } from '../world/wait.js';

const mostInSets = 1024;

/** A wait for one of the descriptors in three sets; undefined when they may hold too many to look at. */
export function selectWait(held: HeldCall): Wait | undefined {
  const { notification, name } = held;
  const [count = 0, readable = 0, writable = 0, exceptional = 0, limit = 0] = notification.values;
  if (count > mostInSets) return undefined;
  const untilMs = until(held, spanAt(held, limit, name === 'select' ? 1000 : 1));
  return {
    kind: 'wait',
    notification,
    untilMs,
    on: { kind: 'sets', addresses: [readable, writable, exceptional], count },
  };
}

const { readable, urgent, writable, failed, hungUp, invalid } = pollEvent;
/** What is asked about a descriptor in each of the three sets, and what counts as an answer. */
const inSets = [
  { asked: readable, answers: readable | failed | hungUp | invalid },
  { asked: writable, answers: writable | failed | invalid },
  { asked: urgent, answers: urgent | invalid },
];

export function endSelectWait({ process }: Task, { notification }: Wait, on: OnSets, due: boolean): boolean {
  const length = Math.ceil(on.count / 64) * 8;
  const sets = on.addresses.map((address) => (address === 0 ? undefined : readBytes(process.pid, address, length)));
  const asked = askedIn(sets, on.count);
  const found = pollNow(process, asked);
  // Not left to the kernel: it passes over a closed descriptor above its table of the process's descriptors, whose size
  // comes from whatever started the process, and then it waits in real time.
  if (asked.some(({ descriptor }, each) => ((found[each] ?? 0) & invalid) !== 0 && !isOpen(process, descriptor))) {
    answerError(notification, errno.EBADF);
    return true;
  }
  const ready = inSets.map(({ answers }, index) =>
    asked.flatMap(({ descriptor }, each) =>
      isIn(sets[index], descriptor) && ((found[each] ?? 0) & answers) !== 0 ? descriptor : [],
    ),
  );
  const count = ready.flat().length;
  if (count === 0 && !due) return false;
  on.addresses.forEach((address, index) => writeSet(process, address, length, ready[index] ?? []));
  answerValue(notification, count);
  return true;
}

/** One that stands for a mere path is open, though a poll finds it invalid. */
function isOpen({ pid }: Process, descriptor: number): boolean {
  return readLink(`/proc/${pid}/fd/${descriptor}`) !== undefined;
}

/** The descriptors of all sets, each with what is asked about it. */
function askedIn(sets: readonly (Buffer | undefined)[], count: number): readonly Polled[] {
  return Array.from({ length: count }, (_, descriptor) => descriptor)
    .filter((descriptor) => sets.some((set) => isIn(set, descriptor)))
    .map((descriptor) => ({
      descriptor,
      asked: inSets.reduce((all, { asked }, index) => (isIn(sets[index], descriptor) ? all | asked : all), 0),
    }));
}

function isIn(set: Buffer | undefined, descriptor: number): boolean {
  return set !== undefined && ((set[descriptor >> 3] ?? 0) & (1 << (descriptor & 7))) !== 0;
}

function writeSet({ pid }: Process, address: number, length: number, descriptors: readonly number[]): void {
  if (address === 0) return;
  const set = Buffer.alloc(length);
  for (const descriptor of descriptors) set[descriptor >> 3] = (set[descriptor >> 3] ?? 0) | (1 << (descriptor & 7));
  writeBytes(pid, address, set);
}
