import { atFlag, openFlag } from './kernel/flags.js';
import type { CallSignature, Row, SocketStep } from './kernel/syscalls.js';
import { isOfTerminal } from './members/channels.js';
import { hasShared, ownPathsOf } from './members/named-objects.js';
import { ownFoldersOf } from './members/numbers.js';
import { openRandom } from './members/random.js';
import {
  buffersOf,
  decodeDescriptor,
  decodeElsewhere,
  decodePaths,
  flagsOf,
  pathsOf,
  takesEmptyPath,
} from './files/decode.js';
import { onBorrowed } from './files/descriptor.js';
import { noteMap } from './files/maps.js';
import { continueInKernel } from './kernel/listener.js';
import { isEmptyString } from './kernel/memory.js';
import { dataBytes } from './kernel/native.js';
import { perform } from './perform.js';
import { print } from './members/print.js';
import { answerOnSocket } from './sockets/options.js';
import { decodeSocket } from './sockets/sockets.js';
import { park } from './world/tree.js';
import type { DecodedCall } from './world/call.js';
import type { HeldCall } from './world/held-call.js';
import type { World } from './world/world.js';
import { onDescriptor } from './members/descriptors.js';

const randomSources = new Set(['/dev/urandom', '/dev/random']);

/**
 * Parks a call on the execution's directory as a step; what is written on a standard stream is printed, and all else
 * continued in the kernel.
 */
export function hold(held: HeldCall): void {
  const { world, tree, task, notification, name } = held;
  if (answerOnSocket(held)) return;
  if (name === 'mmap') noteMap(held);
  // As long as a member starts, there is nothing that it could take a step on: of its hundreds of calls most need no look.
  if (world.directory === undefined && mayBeIgnored(held) && !hasShared(world)) {
    continueInKernel(notification);
    return;
  }
  const signature = world.sockets?.only.has(name) === true ? undefined : signatureFor(held);
  if (signature?.paths === undefined) {
    if (!holdDescriptor(held, signature)) continueInKernel(notification);
    return;
  }
  const beside = task.process === tree.main ? tree.answers : undefined;
  const paths = pathsOf(signature, task.process, notification.values, beside);
  const step = paths && decodePaths(held, signature, paths);
  tree.hasTerminal ||= signature.kind === 'open' && isOfTerminal(paths?.[0] ?? '');
  // Otherwise it goes on at once.
  if (beside !== undefined) beside.isRead &&= step !== undefined && !isNoStep(world, step);
  if (step !== undefined && isNoStep(world, step)) perform(world, step, undefined);
  else if (step !== undefined) park(tree, task, { kind: 'step', notification, call: step });
  else if (paths !== undefined && performElsewhere(held, signature, paths)) return;
  else if (signature.kind === 'open' && randomSources.has(paths?.[0] ?? '')) openRandom(held);
  else continueInKernel(notification);
}

/** Makes a call on a name of the session's own for semaphores and memory, or on what /proc tells of a copy; whether it was one. It is no step. */
function performElsewhere(held: HeldCall, signature: CallSignature, paths: readonly string[]): boolean {
  const { world, task, notification } = held;
  // How it is resolved below a folder is left to the kernel.
  if (signature.structure !== undefined) return false;
  const creates =
    signature.kind === 'open' && (flagsOf(signature, task.process, notification.values) & openFlag.create) !== 0;
  const own = ownPathsOf(held, paths, creates) ?? ownFoldersOf(held, paths);
  if (own !== undefined) perform(world, decodeElsewhere(held, signature, own), undefined);
  return own !== undefined;
}

/** Whether a call is of no importance before there is a directory: it neither prints nor opens what gives random numbers. */
function mayBeIgnored({ row: { step } }: HeldCall): boolean {
  return step !== undefined && step.kind !== 'write' && step.kind !== 'open';
}

/**
 * Whether a look is answered at once: it is so with all that are no steps at this granularity, and where programs only look
 * whether the directory is there, as they do to find out where they are: that decides nothing.
 */
function isNoStep({ tellsAll, looks }: World, { signature: { kind }, step: { call, path } }: DecodedCall): boolean {
  if (call !== 'stat') return false;
  if (tellsAll && kind !== 'look' && path === '.') return true;
  return kind === 'look' ? looks !== 'all' : looks === 'none';
}

/** What a held call is on a file. A call on a path that is empty may be one on the descriptor before it. */
function signatureFor({ task: { process }, notification: { values }, name, row }: HeldCall): CallSignature | undefined {
  const signature = row.step;
  if (signature?.at !== true || signature.paths?.length !== 1) return signature;
  const [place = 0] = signature.paths;
  const path = values[place] ?? 0;
  const isOnDescriptor =
    name === 'utimensat'
      ? path === 0
      : takesEmptyPath(signature, values) &&
        ((values[0] ?? 0) | 0) !== atFlag.currentDirectory &&
        isEmptyString(process.pid, path);
  if (!isOnDescriptor) return signature;
  const { as, buffer } = signature;
  if (buffer !== undefined) return { as, kind: 'look', buffer };
  return { as, kind: as === 'access' ? 'look' : 'change' };
}

/** What a call is on a socket, where it may be on one of the execution's: mostly there is none, and it makes none. */
function mayBeOnSocket({ sockets }: World, { onSocket, step }: Row): SocketStep | undefined {
  if (sockets === undefined || onSocket === 'question') return undefined;
  const makesOne = onSocket === 'bind' || onSocket === 'connect' || (onSocket === 'send' && step === undefined);
  return makesOne || sockets.ends.size > 0 ? onSocket : undefined;
}

/** @param signature what the call is on a file; undefined where it is held for the sake of sockets alone. */
function holdDescriptor(held: HeldCall, signature: CallSignature | undefined): boolean {
  const { world, tree, task, notification, row } = held;
  const as = mayBeOnSocket(world, row);
  if (as === undefined && signature === undefined) return false;
  const descriptor = (notification.values[signature?.descriptor ?? 0] ?? 0) | 0;
  const handled = onDescriptor(task.process, descriptor, (borrowed, status) => {
    const call = as !== undefined && status.kind === 'socket' ? decodeSocket(held, as, borrowed, status) : undefined;
    if (call !== undefined) {
      park(tree, task, { kind: 'step', notification, call });
      return true;
    }
    if (signature === undefined) return false;
    if (signature.kind === 'write') {
      const stream = tree.streams.find(({ device, inode }) => inode === status.inode && device === status.device);
      const buffers = stream && buffersOf(task.process, signature, notification);
      if (stream !== undefined) return buffers !== undefined && print(held, stream, buffers);
    }
    const step = decodeDescriptor(held, signature, borrowed, status);
    if (step !== undefined) {
      if (isNoStep(world, step)) onBorrowed(world, step, borrowed, dataBytes);
      else park(tree, task, { kind: 'step', notification, call: step });
      return true;
    }
    if (signature.kind === 'write' && status.kind !== 'file' && tree.tasks.size > 1) {
      park(tree, task, { kind: 'waking', notification });
      return true;
    }
    return false;
  });
  return handled ?? false;
}
