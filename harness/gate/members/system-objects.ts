import { call, callNumber, lastError } from '../kernel/call.js';
import { answerError, answerValue, continueInKernel } from '../kernel/listener.js';
import type { SystemCall } from '../kernel/syscalls.js';
import type { HeldCall } from '../world/held-call.js';
import type { SystemObject } from '../world/system-object.js';
import type { World } from '../world/world.js';

const kinds = new Map<SystemCall, SystemObject['kind']>([
  ['semget', 'semaphore'],
  ['msgget', 'message queue'],
  ['shmget', 'memory'],
  ['mq_open', 'message queue'],
]);

/** Finds or makes semaphores, a queue or memory of the system's own on a process's behalf; whether a call was about that. */
export function isAboutSystemObjects({ world, tree, notification, name }: HeldCall): boolean {
  const kind = kinds.get(name);
  if (kind === undefined) return false;
  tree.inSystem = kind;
  if (name === 'mq_open') {
    continueInKernel(notification);
    return true;
  }
  const [key = 0] = notification.values;
  const wasThere = (key | 0) !== ownKey && callNumber(notification.number, [key, 0, 0]) >= 0;
  const id = callNumber(notification.number, notification.values);
  if (id < 0) answerError(notification, lastError());
  else answerValue(notification, id);
  if (id >= 0 && !wasThere) world.made = [...world.made, { kind, id, isLeft: () => tree.finished }];
  return true;
}

/** IPC_PRIVATE: nobody else finds what is made. */
const ownKey = 0;
/** IPC_RMID. */
const remove = 0;

/**
 * Removes what members have left behind that have ended: the next execution would find it as it is, and there is room for some thousands
 * only.
 */
export function removeMade(world: World): void {
  if (world.made.length === 0) return;
  for (const { kind, id, isLeft } of world.made) {
    if (!isLeft()) continue;
    if (kind === 'semaphore') call('semctl', id, 0, remove);
    else call(kind === 'memory' ? 'shmctl' : 'msgctl', id, remove);
  }
  world.made = world.made.filter(({ isLeft }) => !isLeft());
}
