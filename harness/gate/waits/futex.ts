import { sharesMemory } from '../members/proc.js';
import { errno } from '../kernel/errno.js';
import { answerError, type Notification } from '../kernel/listener.js';
import { readInt } from '../kernel/memory.js';
import { spanAt, until } from './time-limit.js';
import type { HeldCall } from '../world/held-call.js';
import { stoodStill, type Task, type Tree } from '../world/tree.js';
import type { OnFutex, Wait } from '../world/wait.js';

const operations = { wait: 0, wake: 1, waitBits: 9, wakeBits: 10 };
const onCalendar = 256;

function operationOf({ notification }: HeldCall): number {
  return (notification.values[1] ?? 0) & 0x7f;
}

/** A wait for a futex; undefined when the call wakes instead. */
export function futexWait(held: HeldCall): Wait | undefined {
  const { notification } = held;
  const [address = 0, operation = 0, value = 0, timeout = 0] = notification.values;
  const kind = operationOf(held);
  if (kind !== operations.wait && kind !== operations.waitBits) return undefined;
  noteShared(held);
  const clockNumber = (operation & onCalendar) === 0 ? 1 : 0;
  const untilMs = until(held, spanAt(held, timeout), kind === operations.wait ? undefined : clockNumber);
  const isShared = isForAll(notification);
  const on: OnFutex = { kind: 'futex', address, value: value | 0, isShared, since: undefined };
  return { kind: 'wait', notification, untilMs, on };
}

/** FUTEX_PRIVATE_FLAG: no other process has it. */
const isPrivate = 128;

/** What waits for memory that it shares with others, as a named semaphore's does, may go on whenever one of those has moved. */
function noteShared({ world, task, notification }: HeldCall): void {
  if (!isForAll(notification) || world.mayBringNews) return;
  world.mayBringNews = sharesMemory(task.process.pid);
}

/** Whether a call on a futex may be about one for which other members wait. */
export function mayWakeOthers({ world, notification }: HeldCall): boolean {
  return world.mayBringNews && isForAll(notification);
}

function isForAll({ values }: Notification): boolean {
  return ((values[1] ?? 0) & isPrivate) === 0;
}

/** Ends the wait when its time has come, or when the futex no longer has the value that the waiter has seen. */
export function endFutexWait(
  { tree, task }: Pick<HeldCall, 'tree' | 'task'>,
  { notification }: Wait,
  on: OnFutex,
  due: boolean,
): boolean {
  if (due) answerError(notification, errno.ETIMEDOUT);
  else if (isUnchanged(tree, task, on)) return false;
  else answerError(notification, errno.EAGAIN);
  return true;
}

function isUnchanged(tree: Tree, { process: { pid } }: Task, on: OnFutex): boolean {
  if (!on.isShared && stoodStill(tree, on.since)) return true;
  on.since = tree.moves;
  return readInt(pid, on.address) === on.value;
}

/** What a call on a futex that is no wait wakes. */
export interface Woken {
  /** The longest waiting first, as many as the call asks for. */
  readonly tasks: readonly Task[];
  /** Whether the call is answered with their number, instead of being performed by the kernel as well. */
  readonly answer: boolean;
}

/** What a call wakes; undefined when it is a wait itself. */
export function wokenBy(held: HeldCall): Woken | undefined {
  const { tree, task, notification } = held;
  const [address = 0, , count = 0, , second = 0] = notification.values;
  const kind = operationOf(held);
  if (kind === operations.wait || kind === operations.waitBits) return undefined;
  const isSimple = kind === operations.wake || kind === operations.wakeBits;
  const tasks: Task[] = [];
  for (const other of tree.tasks.values()) {
    const { parked } = other;
    if (parked?.kind !== 'wait' || parked.on.kind !== 'futex' || other.process !== task.process) continue;
    if (parked.on.address === address || (!isSimple && parked.on.address === second)) tasks.push(other);
  }
  return {
    tasks: isSimple ? tasks.slice(0, Math.max(0, count | 0)) : tasks,
    answer: isSimple && tasks.length > 0,
  };
}
