import { pollEvent } from '../kernel/flags.js';
import { pollOwn, type Polled } from '../kernel/poll.js';
import { borrow, giveBack } from '../members/descriptors.js';
import { isOfSignals } from './signal-descriptors.js';
import type { Process } from '../world/process.js';

/** What a poll that does not wait finds at a process's descriptors. */
export function pollNow(process: Process, wanted: readonly Polled[]): readonly number[] {
  const borrowed = wanted.map(({ descriptor }) => borrow(process, descriptor));
  const found = pollOwn(wanted.map(({ asked }, index) => ({ descriptor: borrowed[index]?.descriptor ?? -1, asked })));
  for (const each of borrowed) if (each !== undefined) giveBack(each);
  return found.map((each, index) => {
    const descriptor = wanted[index]?.descriptor ?? -1;
    if (borrowed[index] === undefined) return descriptor >= 0 ? pollEvent.invalid : each;
    return each !== 0 && process.readsSignals && isOfSignals(process.pid, descriptor) ? 0 : each;
  });
}
