import { answerValue, continueInKernel } from '../kernel/listener.js';
import { readBytes, writeBytes } from '../kernel/memory.js';
import { pollNow } from './poll-now.js';
import { afterMs, spanAt, until } from './time-limit.js';
import type { HeldCall } from '../world/held-call.js';
import type { Task } from '../world/tree.js';
import type { OnDescriptors, Wait } from '../world/wait.js';

const mostDescriptors = 64;
const entryBytes = 8;

/** A wait for one of a list of descriptors; undefined when there are too many to look at. */
export function pollWait(held: HeldCall): Wait | undefined {
  const { notification, name } = held;
  const [address = 0, count = 0, limit = 0] = notification.values;
  if (count > mostDescriptors) return undefined;
  const untilMs = name === 'poll' ? afterMs(held, limit) : until(held, spanAt(held, limit));
  return { kind: 'wait', notification, untilMs, on: { kind: 'descriptors', address, count } };
}

export function endPollWait({ process }: Task, { notification }: Wait, on: OnDescriptors, due: boolean): boolean {
  const entries = readBytes(process.pid, on.address, on.count * entryBytes);
  if (entries === undefined) {
    continueInKernel(notification);
    return true;
  }
  const asked = Array.from({ length: on.count }, (_, index) => ({
    descriptor: entries.readInt32LE(index * entryBytes),
    asked: entries.readInt16LE(index * entryBytes + 4),
  }));
  const found = pollNow(process, asked);
  const count = found.filter((each) => each !== 0).length;
  if (count === 0 && !due) return false;
  found.forEach((each, index) => entries.writeInt16LE(each, index * entryBytes + 6));
  writeBytes(process.pid, on.address, entries);
  answerValue(notification, count);
  return true;
}
