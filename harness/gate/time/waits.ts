import { constants } from 'node:os';
import { at, native } from '../kernel/native.js';
import { call } from '../kernel/call.js';
import { deadline, instant, seenBy, type Instant } from '../world/clock.js';
import { borrow, giveBack } from '../members/descriptors.js';
import { answerError, answerValue, continueInKernel, type Notification } from '../kernel/listener.js';
import { readMemory, readWords, writeMemory } from '../kernel/memory.js';
import { childState } from '../members/process-tracking.js';
import type { Task, Tree, Wait } from '../world/tree.js';
import type { HeldCall } from '../world/held-call.js';
import type { Process } from '../world/process.js';
import type { World } from '../world/world.js';

/**
 * Waiting calls never reach the kernel: the gate holds them, looks whether what they wait for has come whenever all
 * else in the member stands still, and answers them. So that a member waits, and until when, is an event and not a
 * guess.
 */
export function waitOf(held: HeldCall): Wait | undefined {
  const { notification, name } = held;
  const { values } = notification;
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = values;
  const wait = (untilMs: number, on: Wait['on']): Wait => ({ kind: 'wait', notification, untilMs, on });
  switch (name) {
    case 'nanosleep':
      return wait(until(held, spanAt(held, first)), { kind: 'time' });
    case 'clock_nanosleep':
      return wait(until(held, spanAt(held, third), (second & 1) === 0 ? undefined : first), { kind: 'time' });
    case 'epoll_wait':
    case 'epoll_pwait':
      return wait(afterMs(held, fourth), { kind: 'events', descriptor: first, buffer: second, most: third });
    case 'epoll_pwait2':
      return wait(until(held, spanAt(held, fourth)), {
        kind: 'events',
        descriptor: first,
        buffer: second,
        most: third,
      });
    case 'poll':
      return second > mostDescriptors
        ? undefined
        : wait(afterMs(held, third), { kind: 'descriptors', address: first, count: second });
    case 'ppoll':
      return second > mostDescriptors
        ? undefined
        : wait(until(held, spanAt(held, third)), { kind: 'descriptors', address: first, count: second });
    case 'select':
    case 'pselect6':
      return first > mostInSets
        ? undefined
        : wait(until(held, spanAt(held, fifth, name === 'select' ? 1000 : 1)), {
            kind: 'sets',
            addresses: [second, third, fourth],
            count: first,
          });
    case 'wait4':
      return (third & noHang) === 0 ? wait(Infinity, { kind: 'child', pid: first | 0 }) : undefined;
    case 'waitid':
      return (fourth & noHang) === 0 && first <= 1
        ? wait(Infinity, { kind: 'child', pid: first === 1 ? second : -1 })
        : undefined;
    case 'futex':
      return futexWait(held);
    default:
      return undefined;
  }
}

const mostDescriptors = 64;
const mostInSets = 1024;
const noHang = 1;

function afterMs(held: HeldCall, ms: number): number {
  return (ms | 0) < 0 ? Infinity : until(held, instant(ms | 0));
}

/** When a wait of that length ends, in virtual milliseconds since 1970: never, where it has no length. */
function until({ world, tree }: HeldCall, span: Instant | undefined, absoluteOn?: number): number {
  return span === undefined ? Infinity : deadline(seenBy(world.clock, tree), span, absoluteOn);
}

/** A length of time that lies in the process's memory as seconds and nanoseconds, or microseconds with `unit` 1000. */
function spanAt({ task: { process } }: HeldCall, address: number, unit = 1): Instant | undefined {
  const [seconds, fraction] = readWords(process.pid, address, 2) ?? [];
  return seconds === undefined || fraction === undefined ? undefined : { seconds, nanoseconds: fraction * unit };
}

const operations = { wait: 0, wake: 1, waitBits: 9, wakeBits: 10 };
const onCalendar = 256;

function futexWait(held: HeldCall): Wait | undefined {
  const { notification } = held;
  const [address = 0, operation = 0, value = 0, timeout = 0] = notification.values;
  const kind = operation & 0x7f;
  if (kind !== operations.wait && kind !== operations.waitBits) return undefined;
  const clockNumber = (operation & onCalendar) === 0 ? 1 : 0;
  const untilMs = until(held, spanAt(held, timeout), kind === operations.wait ? undefined : clockNumber);
  return { kind: 'wait', notification, untilMs, on: { kind: 'futex', address, value: value | 0 } };
}

/** Whether a futex still has the value that its waiter has seen. */
function unchanged(process: Process, address: number, value: number): boolean {
  return readMemory(process.pid, address, 4, at.small) === 4 && native().bytes.readInt32LE(at.small) === value;
}

/**
 * Those that one wake call would wake, the longest waiting first, as many as it asks for; undefined when it is not a
 * wake call.
 */
export function wokenBy(held: HeldCall): { readonly tasks: readonly Task[]; readonly answer: boolean } | undefined {
  const { tree, notification } = held;
  const { process } = held.task;
  const [address = 0, operation = 0, count = 0, , second = 0] = notification.values;
  const kind = operation & 0x7f;
  if (kind === operations.wait || kind === operations.waitBits) return undefined;
  const simple = kind === operations.wake || kind === operations.wakeBits;
  const tasks: Task[] = [];
  for (const task of tree.tasks.values()) {
    const { parked } = task;
    if (parked?.kind !== 'wait' || parked.on.kind !== 'futex' || task.process !== process) continue;
    if (parked.on.address === address || (!simple && parked.on.address === second)) tasks.push(task);
  }
  return { tasks: simple ? tasks.slice(0, Math.max(0, count | 0)) : tasks, answer: simple && tasks.length > 0 };
}

/** Ends a wait if what it waits for is there or its time has come; whether it did. */
export function endWait(world: World, tree: Tree, task: Task, wait: Wait): boolean {
  const { notification, on } = wait;
  const due = wait.untilMs <= world.clock.nowMs;
  switch (on.kind) {
    case 'time':
      if (due) answerValue(notification, 0);
      return due;
    case 'futex':
      if (due) answerError(notification, constants.errno.ETIMEDOUT);
      else if (unchanged(task.process, on.address, on.value)) return false;
      else answerError(notification, constants.errno.EAGAIN);
      return true;
    case 'events':
      return endEvents(task.process, notification, on, due);
    case 'descriptors':
      return endDescriptors(task.process, notification, on, due);
    case 'sets':
      return endSets(task.process, notification, on, due);
    case 'child':
      if (childState(tree, task.process, on.pid) === 'all alive') return false;
      continueInKernel(notification);
      return true;
  }
}

const eventBytes = process.arch === 'x64' ? 12 : 16;

function endEvents(
  process: Process,
  notification: Notification,
  on: { descriptor: number; buffer: number; most: number },
  due: boolean,
): boolean {
  const borrowed = borrow(process, on.descriptor | 0);
  const { base } = native();
  const most = Math.min(on.most, 1024);
  const count = borrowed === undefined ? -1 : call('epoll_pwait', borrowed.descriptor, base + at.data, most, 0, 0, 8);
  if (borrowed !== undefined) giveBack(borrowed);
  if (count < 0) {
    continueInKernel(notification);
    return true;
  }
  if (count === 0 && !due) return false;
  if (count > 0) writeMemory(process.pid, on.buffer, count * eventBytes, at.data);
  answerValue(notification, count);
  return true;
}

function endDescriptors(
  process: Process,
  notification: Notification,
  on: { address: number; count: number },
  due: boolean,
): boolean {
  const { bytes } = native();
  const length = on.count * 8;
  if (readMemory(process.pid, on.address, length, at.data) !== length) {
    continueInKernel(notification);
    return true;
  }
  const wanted = Buffer.from(bytes.subarray(at.data, at.data + length));
  const asked = Array.from({ length: on.count }, (_, index) => ({
    descriptor: wanted.readInt32LE(index * 8),
    asked: wanted.readInt16LE(index * 8 + 4),
  }));
  const found = lookAt(process, asked);
  const count = found.filter((each) => each !== 0).length;
  if (count === 0 && !due) return false;
  found.forEach((each, index) => wanted.writeInt16LE(each, index * 8 + 6));
  wanted.copy(bytes, at.data);
  writeMemory(process.pid, on.address, length, at.data);
  answerValue(notification, count);
  return true;
}

const events = { readable: 0x1, urgent: 0x2, writable: 0x4, failed: 0x8, hungUp: 0x10, invalid: 0x20 };
/** What is asked about a descriptor in each of the three sets of select, and what counts as an answer. */
const inSets = [
  { asked: events.readable, answers: events.readable | events.failed | events.hungUp },
  { asked: events.writable, answers: events.writable | events.failed },
  { asked: events.urgent, answers: events.urgent },
];

function endSets(
  process: Process,
  notification: Notification,
  on: { addresses: readonly number[]; count: number },
  due: boolean,
): boolean {
  const length = Math.ceil(on.count / 64) * 8;
  const sets = on.addresses.map((address) => readSet(process, address, length));
  const members = Array.from({ length: on.count }, (_, descriptor) => descriptor).filter((descriptor) =>
    sets.some((set) => isIn(set, descriptor)),
  );
  const found = lookAt(
    process,
    members.map((descriptor) => ({
      descriptor,
      asked: inSets.reduce((all, { asked }, index) => (isIn(sets[index], descriptor) ? all | asked : all), 0),
    })),
  );
  // The kernel says what is wrong with a descriptor, and does not wait.
  if (found.some((each) => (each & events.invalid) !== 0)) {
    continueInKernel(notification);
    return true;
  }
  let count = 0;
  const results = sets.map((set, index) => {
    const result = Buffer.alloc(length);
    members.forEach((descriptor, each) => {
      if (!isIn(set, descriptor) || ((found[each] ?? 0) & (inSets[index]?.answers ?? 0)) === 0) return;
      result[descriptor >> 3] = (result[descriptor >> 3] ?? 0) | (1 << (descriptor & 7));
      count += 1;
    });
    return result;
  });
  if (count === 0 && !due) return false;
  results.forEach((result, index) => {
    const address = on.addresses[index] ?? 0;
    if (address === 0 || length === 0) return;
    result.copy(native().bytes, at.data);
    writeMemory(process.pid, address, length, at.data);
  });
  answerValue(notification, count);
  return true;
}

function readSet(process: Process, address: number, length: number): Buffer | undefined {
  if (address === 0 || readMemory(process.pid, address, length, at.data) !== length) return undefined;
  return Buffer.from(native().bytes.subarray(at.data, at.data + length));
}

function isIn(set: Buffer | undefined, descriptor: number): boolean {
  return set !== undefined && ((set[descriptor >> 3] ?? 0) & (1 << (descriptor & 7))) !== 0;
}

/** What a poll that does not wait says of a process's descriptors. */
export function lookAt(
  process: Process,
  wanted: readonly { readonly descriptor: number; readonly asked: number }[],
): readonly number[] {
  const { bytes, base } = native();
  const borrowed = wanted.map(({ descriptor }) => borrow(process, descriptor));
  wanted.forEach(({ asked }, index) => {
    bytes.writeInt32LE(borrowed[index]?.descriptor ?? -1, at.data + index * 8);
    bytes.writeInt32LE(asked, at.data + index * 8 + 4);
  });
  bytes.fill(0, at.times, at.times + 16);
  call('ppoll', base + at.data, wanted.length, base + at.times, 0, 8);
  for (const each of borrowed) if (each !== undefined) giveBack(each);
  return wanted.map(({ descriptor }, index) =>
    borrowed[index] === undefined && descriptor >= 0 ? events.invalid : bytes.readInt16LE(at.data + index * 8 + 6),
  );
}
