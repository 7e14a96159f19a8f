import { call } from '../kernel/call.js';
import { fcntl } from '../kernel/flags.js';
import { answerResult, answerValue, continueInKernel } from '../kernel/listener.js';
import { borrowing } from './descriptors.js';
import type { HeldCall } from '../world/held-call.js';

/**
 * Tells a process its number, or that of its parent. What asks for it may keep it, as shells do for `$$`, Ruby to see that it was forked, and
 * Python's asyncio beside its loop: so a copy of a program goes by the number of its original from then on.
 */
export function tellNumber({ tree, task: { tid, process }, notification, name }: HeldCall): void {
  if (name !== 'getppid') tree.knowsNumber = true;
  const asked = name === 'getppid' ? process.parent : process;
  const isOther = name === 'gettid' && tid !== process.pid;
  if (asked === undefined || asked.ended || asked.number === asked.pid || isOther) continueInKernel(notification);
  else answerValue(notification, asked.number);
}

/** What is meant by a number of a process. */
export interface Meant {
  /** Its number in the system; less than 0 for a group of processes. */
  readonly number: number;
  readonly isGiven: boolean;
  readonly hasEnded: boolean;
}

/** What is meant by an argument that is the number of a process, which may go by another one than the system's, or of a group where it is less than 0. */
export function meantBy({ world, notification }: HeldCall, index: number): Meant {
  const given = (notification.values[index] ?? 0) | 0;
  const process = world.goingBy(Math.abs(given));
  if (process === undefined) return { number: given, isGiven: true, hasEnded: false };
  return { number: Math.sign(given) * process.pid, isGiven: false, hasEnded: process.ended };
}

/** Has a process that goes by another number be told by SIGIO; whether the call is about that. Any other is the kernel's. */
export function isAboutOwner(held: HeldCall): boolean {
  const { task, notification } = held;
  const [descriptor = 0, command = 0] = notification.values;
  if (command !== fcntl.setOwner) return false;
  const { number, isGiven } = meantBy(held, 2);
  const done = isGiven
    ? undefined
    : borrowing(task.process, descriptor | 0, (own) => call('fcntl', own.descriptor, fcntl.setOwner, number));
  if (done === undefined) continueInKernel(notification);
  else answerResult(notification, done);
  return true;
}

const folder = /^\/proc\/(\d+)(?=\/|$)/;

/** The same paths, with its own folder in /proc for that of a process that goes by another number; undefined where there is none. */
export function ownFoldersOf({ world }: HeldCall, paths: readonly string[]): readonly string[] | undefined {
  if (!paths.some((path) => path.startsWith('/proc/'))) return undefined;
  const own = paths.map((path) =>
    path.replace(folder, (whole, number) => {
      const process = world.goingBy(Number(number));
      // There is none for nobody.
      return process === undefined ? whole : `/proc/${process.ended ? 0 : process.pid}`;
    }),
  );
  return own.some((path, index) => path !== paths[index]) ? own : undefined;
}
