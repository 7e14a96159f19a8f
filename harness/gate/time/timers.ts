import { lastError } from '../kernel/call.js';
import { answerError, answerValue, continueInKernel, waitFor } from '../kernel/listener.js';
import { readWords, writeWords } from '../kernel/memory.js';
import { absoluteTimer, armTimer, clockOfTimer } from '../kernel/timer.js';
import { borrow, giveBack } from '../members/descriptors.js';
import { deadline, instant, seenBy } from '../world/clock.js';
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
  if (seconds > 0 || nanoseconds > 0) {
    const absoluteOn = (flags & absoluteTimer) === 0 ? undefined : stopped.clockNumber;
    const atMs = deadline(seenBy(world.clock, tree), { seconds, nanoseconds }, absoluteOn);
    const everyMs = everySeconds * 1000 + everyNanoseconds / 1e6;
    tree.timers.push({ process: task.process, descriptor, atMs, everyMs });
  }
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
  const borrowed = borrow(process, descriptor);
  if (borrowed === undefined) return undefined;
  try {
    if (!borrowed.shared) return undefined;
    const clockNumber = clockOfTimer(borrowed.descriptor);
    return armTimer(borrowed.descriptor, 0) ? { clockNumber } : { error: lastError() };
  } finally {
    giveBack(borrowed);
  }
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
  const every = instant(timer?.everyMs ?? 0);
  const left = instant(timer === undefined ? 0 : timer.atMs - world.clock.nowMs);
  writeWords(process.pid, address, [every.seconds, every.nanoseconds, left.seconds, left.nanoseconds]);
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
    const { atMs, everyMs } = timer;
    if (!setOffInKernel(timer) || everyMs === 0) return [];
    return [{ ...timer, atMs: atMs + everyMs * (Math.floor((nowMs - atMs) / everyMs) + 1) }];
  });
}

/** How long, in real milliseconds, the kernel may take to set off a timer whose time has come. */
const kernelMs = 5;

/** Has the kernel set off a timer now; false when it is there no more. */
function setOffInKernel({ process, descriptor }: Timer): boolean {
  const borrowed = process.ended ? undefined : borrow(process, descriptor);
  if (borrowed === undefined) return false;
  const goesOff = armTimer(borrowed.descriptor, 1);
  if (goesOff) waitFor([borrowed.descriptor], kernelMs);
  giveBack(borrowed);
  return goesOff;
}
