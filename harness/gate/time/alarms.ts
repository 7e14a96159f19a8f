import { constants } from 'node:os';
import { call } from '../kernel/call.js';
import { answerValue, continueInKernel } from '../kernel/listener.js';
import { readWords, writeWords } from '../kernel/memory.js';
import { signalOfTimer } from '../kernel/signal.js';
import { absoluteTimer } from '../kernel/timer.js';
import { madeTimers, type MadeTimer } from '../members/made-timers.js';
import { willDieOf } from '../members/proc.js';
import { reap } from '../members/process-tracking.js';
import { deadline, seenBy, type Instant } from '../world/clock.js';
import { again, leftOf, periodAsTold } from './period.js';
import type { Alarm } from '../world/alarm.js';
import type { HeldCall } from '../world/held-call.js';
import type { Process } from '../world/process.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

const { SIGALRM } = constants.signals;
/** setitimer's ITIMER_REAL: the others count processor time. */
const realTime = 0;

/** Answers a call about timers that send signals, by the virtual clock; whether it was one. */
export function isAboutAlarms(held: HeldCall): boolean {
  const { notification, name } = held;
  const [first = 0, second = 0, third = 0, fourth = 0] = notification.values;
  switch (name) {
    case 'alarm':
      setAlarmSeconds(held, first);
      return true;
    case 'setitimer':
      if (first === realTime) setOwn(held, second, third);
      else continueInKernel(notification);
      return true;
    case 'getitimer':
      if (first === realTime) answerWithRest(held, undefined, second, 1000);
      else continueInKernel(notification);
      return true;
    case 'timer_settime':
      if (!setMade(held, first | 0, { isAbsolute: (second & absoluteTimer) !== 0, wanted: third, before: fourth }))
        continueInKernel(notification);
      return true;
    case 'timer_gettime':
      if (alarmOf(held, first | 0) === undefined) continueInKernel(notification);
      else answerWithRest(held, first | 0, second, 1);
      return true;
    case 'timer_delete':
      remove(held, first | 0);
      continueInKernel(notification);
      return true;
    default:
      return false;
  }
}

function alarmOf({ tree, task: { process } }: HeldCall, id: number | undefined): Alarm | undefined {
  return tree.alarms.find((alarm) => alarm.process === process && alarm.id === id);
}

function remove(held: HeldCall, id: number | undefined): void {
  const { tree } = held;
  const alarm = alarmOf(held, id);
  tree.alarms = tree.alarms.filter((each) => each !== alarm);
}

/** Writes how often an alarm goes off, and how long it is until it does, where the process has room for it. */
function tell(held: HeldCall, id: number | undefined, address: number, unit: number): void {
  if (address === 0) return;
  const words = periodAsTold(alarmOf(held, id), held.world.clock.nowMs, unit);
  writeWords(held.task.process.pid, address, words);
}

function answerWithRest(held: HeldCall, id: number | undefined, address: number, unit: number): void {
  tell(held, id, address, unit);
  answerValue(held.notification, 0);
}

type Made = Pick<Alarm, 'id' | 'signal' | 'value' | 'tid'>;
const own: Made = { id: undefined, signal: SIGALRM, value: 0n, tid: undefined };

/** Arms an alarm in the place of the one that there was, or only takes that away where it is to go off after no time. */
function arm(
  held: HeldCall,
  made: Made,
  everyMs: number,
  { span, absoluteOn }: { span: Instant; absoluteOn?: number },
): void {
  const { world, tree, task } = held;
  remove(held, made.id);
  if (span.seconds === 0 && span.nanoseconds === 0) return;
  const atMs = deadline(seenBy(world.clock, tree), span, absoluteOn);
  tree.alarms.push({ ...made, process: task.process, atMs, everyMs });
}

function setAlarmSeconds(held: HeldCall, seconds: number): void {
  const leftMs = leftOf(alarmOf(held, undefined), held.world.clock.nowMs);
  arm(held, own, 0, { span: { seconds: seconds >>> 0, nanoseconds: 0 } });
  answerValue(held.notification, Math.ceil(leftMs / 1000));
}

function setOwn(held: HeldCall, wanted: number, before: number): void {
  const words = wanted === 0 ? [0, 0, 0, 0] : readWords(held.task.process.pid, wanted, 4);
  if (words === undefined) {
    continueInKernel(held.notification);
    return;
  }
  const [everySeconds = 0, everyMicros = 0, seconds = 0, micros = 0] = words;
  tell(held, undefined, before, 1000);
  arm(held, own, everySeconds * 1000 + everyMicros / 1000, { span: { seconds, nanoseconds: micros * 1000 } });
  answerValue(held.notification, 0);
}

interface Setting {
  readonly isAbsolute: boolean;
  readonly wanted: number;
  readonly before: number;
}

/** Arms a timer that the process has made; false where the kernel knows of none, or of one that counts processor time. */
function setMade(held: HeldCall, id: number, { isAbsolute, wanted, before }: Setting): boolean {
  const { process } = held.task;
  const made = madeBy(process, id);
  const words = readWords(process.pid, wanted, 4);
  if (made === undefined || words === undefined) return false;
  const [everySeconds = 0, everyNanos = 0, seconds = 0, nanoseconds = 0] = words;
  tell(held, id, before, 1);
  const { clockNumber, signal, value, tid } = made;
  const everyMs = everySeconds * 1000 + everyNanos / 1e6;
  arm(held, { id, signal, value, tid }, everyMs, {
    span: { seconds, nanoseconds },
    ...(isAbsolute && { absoluteOn: clockNumber }),
  });
  answerValue(held.notification, 0);
  return true;
}

/** The kernel's numbers of clocks that count processor time are these two, or less than 0. */
const processorClocks = new Set([2, 3]);

/** The timer that a process has made with a number, unless that counts processor time or sends no signal. */
function madeBy({ pid }: Process, id: number): MadeTimer | undefined {
  const found = madeTimers(pid).find((timer) => timer.id === id);
  if (found === undefined || !found.signals) return undefined;
  return found.clockNumber < 0 || processorClocks.has(found.clockNumber) ? undefined : found;
}

/** Sends the signals whose time has come. */
export function soundAlarms({ clock: { nowMs } }: World, tree: Tree): void {
  if (!tree.alarms.some(({ atMs }) => atMs <= nowMs)) return;
  const due = tree.alarms.filter(({ atMs }) => atMs <= nowMs);
  tree.alarms = tree.alarms.flatMap((alarm) => (alarm.atMs > nowMs ? [alarm] : again(alarm, nowMs)));
  for (const alarm of due) sound(tree, alarm);
}

function sound(tree: Tree, { process, id, signal, value, tid }: Alarm): void {
  if (process.ended) return;
  const dies = willDieOf(process.pid, signal);
  if (id === undefined) call('pidfd_send_signal', process.pidfd, signal, 0, 0);
  else signalOfTimer({ pid: process.pid, tid, signal, timer: id, value });
  if (dies) reap(tree, process);
  tree.signalled = true;
}
