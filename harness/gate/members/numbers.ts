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

/** Has a process that goes by another number be told by SIGIO; whether the call is about that. Any other is the kernel's. */
export function isAboutOwner({ world, task, notification }: HeldCall): boolean {
  const [descriptor = 0, command = 0, owner = 0] = notification.values;
  if (command !== fcntl.setOwner) return false;
  const given = owner | 0;
  const process = world.goingBy(Math.abs(given));
  const done =
    process &&
    borrowing(task.process, descriptor | 0, (borrowed) =>
      call('fcntl', borrowed.descriptor, fcntl.setOwner, Math.sign(given) * process.pid),
    );
  if (done === undefined) continueInKernel(notification);
  else answerResult(notification, done);
  return true;
}

const folder = /^\/proc\/(\d+)(?=\/|$)/;

/** The same paths, with its own folder in /proc for that of a process that goes by another number; undefined where there is none. */
export function ownFoldersOf({ world }: HeldCall, paths: readonly string[]): readonly string[] | undefined {
  const own = paths.map((path) =>
    path.replace(folder, (whole, number) => {
      const process = world.goingBy(Number(number));
      // There is none for nobody.
      return process === undefined ? whole : `/proc/${process.ended ? 0 : process.pid}`;
    }),
  );
  return own.some((path, index) => path !== paths[index]) ? own : undefined;
}
