import { readFileSync } from 'node:fs';
import { at, native } from '../kernel/native.js';
import { call, lastError } from '../kernel/call.js';
import { deadline, instant, seenBy } from '../world/clock.js';
import { borrow, giveBack, type Borrowed } from '../members/descriptors.js';
import { answerError, answerValue, continueInKernel, waitFor } from '../kernel/listener.js';
import { readWords, writeMemory } from '../kernel/memory.js';
import type { Tree } from '../world/tree.js';
import type { HeldCall } from '../world/held-call.js';
import type { Process } from '../world/process.js';
import type { World } from '../world/world.js';
import type { Timer } from '../world/timer.js';

const absolute = 1;
const specBytes = 32;
/** How long, in real milliseconds, the kernel may take to set off a timer whose time has come. */
const kernelMs = 5;

/** Arms or disarms a timer by the virtual clock, in the kernel's stead. */
export function setTimer(held: HeldCall): void {
  const { world, tree, notification } = held;
  const { process } = held.task;
  const [first = 0, flags = 0, wanted = 0, before = 0] = notification.values;
  const descriptor = first | 0;
  const words = readWords(process.pid, wanted, 4);
  const borrowed = borrow(process, descriptor);
  if (words === undefined || borrowed?.shared !== true) {
    if (borrowed !== undefined) giveBack(borrowed);
    continueInKernel(notification);
    return;
  }
  const clockNumber = (flags & absolute) === 0 ? undefined : clockOf(borrowed);
  const stopped = arm(borrowed, 0);
  giveBack(borrowed);
  if (!stopped) {
    answerError(notification, lastError());
    return;
  }
  if (before !== 0) tellTimer(held, descriptor, before);
  tree.timers = tree.timers.filter((timer) => !isOn(timer, process, descriptor));
  const [everySeconds = 0, everyNanoseconds = 0, seconds = 0, nanoseconds = 0] = words;
  if (seconds > 0 || nanoseconds > 0) {
    const atMs = deadline(seenBy(world.clock, tree), { seconds, nanoseconds }, clockNumber);
    tree.timers.push({ process, descriptor, atMs, everyMs: everySeconds * 1000 + everyNanoseconds / 1e6 });
  }
  setOff(world, tree);
  answerValue(notification, 0);
}

/** Says how much is left of a timer. */
export function lookAtTimer(held: HeldCall): void {
  const { tree, notification } = held;
  const { process } = held.task;
  const [descriptor = 0, address = 0] = notification.values;
  if (!tree.timers.some((timer) => isOn(timer, process, descriptor | 0))) {
    continueInKernel(notification);
    return;
  }
  tellTimer(held, descriptor | 0, address);
  answerValue(notification, 0);
}

/** Sets off the timers whose time has come. */
export function setOff(world: World, tree: Tree): void {
  const { nowMs } = world.clock;
  if (!tree.timers.some(({ atMs }) => atMs <= nowMs)) return;
  tree.timers = tree.timers.flatMap((timer) => {
    if (timer.atMs > nowMs) return [timer];
    const { process, descriptor, atMs, everyMs } = timer;
    const borrowed = process.ended ? undefined : borrow(process, descriptor);
    if (borrowed === undefined) return [];
    const goes = arm(borrowed, 1);
    if (goes) waitFor([borrowed.descriptor], kernelMs);
    giveBack(borrowed);
    if (!goes || everyMs === 0) return [];
    return [{ ...timer, atMs: atMs + everyMs * (Math.floor((nowMs - atMs) / everyMs) + 1) }];
  });
}

/** Makes a timer go off `nanoseconds` after its clock began, which is at once, or with 0 never. */
function arm({ descriptor }: Borrowed, nanoseconds: 0 | 1): boolean {
  const { bytes, base } = native();
  bytes.fill(0, at.small, at.small + specBytes);
  bytes.writeUInt32LE(nanoseconds, at.small + 24);
  return call('timerfd_settime', descriptor, absolute, base + at.small, 0) === 0;
}

function tellTimer({ world: { clock }, tree, task: { process } }: HeldCall, descriptor: number, address: number): void {
  const timer = tree.timers.find((each) => isOn(each, process, descriptor));
  const { bytes } = native();
  [timer?.everyMs ?? 0, timer === undefined ? 0 : timer.atMs - clock.nowMs].forEach((ms, index) => {
    const { seconds, nanoseconds } = instant(ms);
    bytes.writeBigInt64LE(BigInt(seconds), at.small + index * 16);
    bytes.writeBigInt64LE(BigInt(nanoseconds), at.small + index * 16 + 8);
  });
  writeMemory(process.pid, address, specBytes, at.small);
}

function isOn(timer: Timer, process: Process, descriptor: number): boolean {
  return timer.process === process && timer.descriptor === descriptor;
}

function clockOf({ descriptor }: Borrowed): number {
  const info = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1');
  return Number(/^clockid: (\d+)$/m.exec(info)?.[1] ?? 1);
}
