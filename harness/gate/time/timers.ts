import { lastError } from '../kernel/call.js';
import { answerError, answerValue, continueInKernel, waitFor } from '../kernel/listener.js';
import { readWords, writeWords } from '../kernel/memory.js';
import { absoluteTimer, armTimer, clockOfTimer } from '../kernel/timer.js';
import { borrowing } from '../members/descriptors.js';
import { deadline, seenBy } from '../world/clock.js';
import { again, periodAsTold } from './period.js';
import type { HeldCall } from '../world/held-call.js';
import type { Process } from '../world/process.js';
import type { Timer } from '../world/timer.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/** Arms or disarms a timer by the virtual clock, in the kernel's stead. */
export function setTimer(held: HeldCall): void {
  const { world, tree, task, notification } = held;
  const [first = 0, flags = 0, wanted = 0, before = 0] = notification.values;
  const descriptor = first | 0;
  const words = readWords(task.process.pid, wanted, 4);
  const stopped = words && stopInKernel(task.process, descriptor);
  if (stopped === undefined) {
    continueInKernel(notification);
    return;
  }
  if ('error' in stopped) {
    answerError(notification, stopped.error);
    return;
  }
  if (before !== 0) tellTimer(held, descriptor, before);
  tree.timers = tree.timers.filter((timer) => !isOn(timer, task.process, descriptor));
  const [everySeconds = 0, everyNanoseconds = 0, seconds = 0, nanoseconds = 0] = words ?? [];
  const everyMs = everySeconds * 1000 + everyNanoseconds / 1e6;
  const isArmed = seconds > 0 || nanoseconds > 0;
  const absoluteOn = (flags & absoluteTimer) === 0 ? undefined : stopped.clockNumber;
  const atMs = isArmed ? deadline(seenBy(world.clock, tree), { seconds, nanoseconds }, absoluteOn) : Infinity;
  // One that is not armed still tells how often it would go off.
  if (isArmed || everyMs > 0) tree.timers.push({ process: task.process, descriptor, atMs, everyMs });
  setOff(world, tree);
  answerValue(notification, 0);
}

/**
 * Disarms a timer in the kernel; gives the number of its clock, or the number of an error. Undefined where the descriptor
 * cannot be shared, so that the timer is the kernel's.
 */
function stopInKernel(
  process: Process,
  descriptor: number,
): { readonly clockNumber: number } | { readonly error: number } | undefined {
  return borrowing(process, descriptor, (timer) => {
    if (!timer.shared) return undefined;
    const clockNumber = clockOfTimer(timer.descriptor);
    return armTimer(timer.descriptor, 0) ? { clockNumber } : { error: lastError() };
  });
}

/** Says how much is left of a timer. */
export function lookAtTimer(held: HeldCall): void {
  const { tree, task, notification } = held;
  const [descriptor = 0, address = 0] = notification.values;
  if (!tree.timers.some((timer) => isOn(timer, task.process, descriptor | 0))) {
    continueInKernel(notification);
    return;
  }
  tellTimer(held, descriptor | 0, address);
  answerValue(notification, 0);
}

/** Writes how often a timer goes off, and how long it is until it does, where the process has room for it. */
function tellTimer({ world, tree, task: { process } }: HeldCall, descriptor: number, address: number): void {
  const timer = tree.timers.find((each) => isOn(each, process, descriptor));
  writeWords(process.pid, address, periodAsTold(timer, world.clock.nowMs));
}

function isOn(timer: Timer, process: Process, descriptor: number): boolean {
  return timer.process === process && timer.descriptor === descriptor;
}

/** Sets off the timers whose time has come. */
export function setOff(world: World, tree: Tree): void {
  const { nowMs } = world.clock;
  if (!tree.timers.some(({ atMs }) => atMs <= nowMs)) return;
  tree.timers = tree.timers.flatMap((timer) => {
    if (timer.atMs > nowMs) return [timer];
    return setOffInKernel(timer) ? again(timer, nowMs) : [];
  });
}

/** How long, in real milliseconds, the kernel may take to set off a timer whose time has come. */
const kernelMs = 5;

/** Has the kernel set off a timer now; false when it is there no more. */
function setOffInKernel({ process, descriptor }: Timer): boolean {
  if (process.ended) return false;
  const goesOff = borrowing(process, descriptor, (timer) => {
    const isArmed = armTimer(timer.descriptor, 1);
    if (isArmed) waitFor([timer.descriptor], kernelMs);
    return isArmed;
  });
  return goesOff ?? false;
}
