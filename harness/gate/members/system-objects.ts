import { call, callNumber } from '../kernel/call.js';
import { dataAddress } from '../kernel/data.js';
import { errno } from '../kernel/errno.js';
import { answerError, answerResult, answerValue } from '../kernel/listener.js';
import { native } from '../kernel/native.js';
import type { SystemCall } from '../kernel/syscalls.js';
import type { HeldCall } from '../world/held-call.js';
import type { ObjectKind } from '../world/system-object.js';
import type { World } from '../world/world.js';
import { ownersOf } from './proc.js';
import { removeNamed } from './named-objects.js';

/** What a call finds or makes, and which of its arguments says how. */
const finders = new Map<SystemCall, { readonly kind: ObjectKind; readonly flagsAt: number }>([
  ['semget', { kind: 'semaphore', flagsAt: 2 }],
  ['msgget', { kind: 'message queue', flagsAt: 1 }],
  ['shmget', { kind: 'memory', flagsAt: 2 }],
]);

/** IPC_PRIVATE: nobody else finds what is made. */
const ownKey = 0;
/** IPC_CREAT and IPC_EXCL. */
const [create, exclusive] = [0o1000, 0o2000];
const [remove, set, look] = [0, 1, 2];

/**
 * Finds or makes semaphores, a queue or memory of System V on a process's behalf; whether a call was about that. What members make is
 * their session's alone, whatever key they give: other threads execute the same program at the same time, and it is not to find theirs.
 */
export function isAboutSystemObjects({ world, tree, task, notification, name }: HeldCall): boolean {
  const finder = finders.get(name);
  if (finder === undefined) return false;
  const { kind, flagsAt } = finder;
  tree.inSystem = kind;
  const { number, values } = notification;
  const key = (values[0] ?? 0) | 0;
  const flags = values[flagsAt] ?? 0;
  const known = key === ownKey ? undefined : foundIn(world, kind, key);
  if (known !== undefined) {
    if ((flags & create) !== 0 && (flags & exclusive) !== 0) answerError(notification, errno.EEXIST);
    else answerValue(notification, known);
    return true;
  }
  const isOthers = key !== ownKey && callNumber(number, [key, 0, 0]) >= 0;
  if (!isOthers && key !== ownKey && (flags & create) === 0) {
    answerError(notification, errno.ENOENT);
    return true;
  }
  const id = callNumber(number, isOthers ? values : [ownKey, ...values.slice(1)]);
  if (id >= 0 && !isOthers) giveToUser(kind, id, task.process.pid);
  answerResult(notification, id);
  if (id >= 0 && !isOthers) world.made = [...world.made, { kind, key, id, isLeft: () => tree.finished }];
  return true;
}

/** What a member has made with a key, and nobody has removed since. */
function foundIn({ made }: World, kind: ObjectKind, key: number): number | undefined {
  for (const each of made)
    if ('id' in each && each.kind === kind && each.key === key && isThere(kind, each.id)) return each.id;
  return undefined;
}

/** Where struct ipc64_perm has the user, the group and the mode, in 32-bit words, and what the mode says of memory that goes with the last process that has it. */
const [userWord, groupWord, modeWord] = [1, 2, 5];
const goes = 0o1000;

function isThere(kind: ObjectKind, id: number): boolean {
  const place = dataAddress();
  const looked = control(kind, id, look, place);
  const { words, base } = native();
  return looked >= 0 && (kind !== 'memory' || ((words[(place - base) / 4 + modeWord] ?? 0) & goes) === 0);
}

/** What was made on behalf of a process that has become another user is that one's. */
function giveToUser(kind: ObjectKind, id: number, pid: number): void {
  const { user, group } = ownersOf(pid);
  if (user === process.geteuid?.() && group === process.getegid?.()) return;
  const place = dataAddress();
  if (control(kind, id, look, place) < 0) return;
  const { words, base } = native();
  const first = (place - base) / 4;
  words[first + userWord] = user;
  words[first + groupWord] = group;
  control(kind, id, set, place);
}

function control(kind: ObjectKind, id: number, command: number, place = 0): number {
  if (kind === 'semaphore') return call('semctl', id, 0, command, place);
  return call(kind === 'memory' ? 'shmctl' : 'msgctl', id, command, place);
}

/**
 * Removes what members have left behind that have ended: the next execution would find it as it is, and there is room for some thousands
 * only.
 */
export function removeMade(world: World): void {
  if (world.made.length === 0) return;
  for (const made of world.made) {
    if (!made.isLeft()) continue;
    if ('path' in made) removeNamed(made.path);
    else control(made.kind, made.id, remove);
  }
  world.made = world.made.filter(({ isLeft }) => !isLeft());
}
