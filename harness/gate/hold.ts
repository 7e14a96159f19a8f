import { native, at } from './kernel/native.js';
import { openRandom } from './members/random.js';
import { decodeDescriptor, decodePaths, onDescriptor, pathsOf } from './files/decode.js';
import { continueInKernel } from './kernel/listener.js';
import { readMemory } from './kernel/memory.js';
import { print } from './members/print.js';
import { signatureOf, type CallSignature } from './world/signatures.js';
import { answerOnSocket } from './sockets/options.js';
import { decodeSocket } from './sockets/sockets.js';
import { park } from './world/tree.js';
import type { HeldCall } from './world/held-call.js';

const randomSources = new Set(['/dev/urandom', '/dev/random']);

/**
 * Parks a call on the execution's directory as a step; what is written on a standard stream is printed, and all else
 * let go.
 */
export function hold(held: HeldCall): void {
  const { world, tree, task, notification, name } = held;
  if (answerOnSocket(held)) return;
  const onSocket = decodeSocket(held);
  if (onSocket !== undefined) {
    park(tree, task, { kind: 'step', notification, call: onSocket });
    return;
  }
  if (world.sockets !== undefined && world.sockets.only.has(name)) {
    continueInKernel(notification);
    return;
  }
  const signature = signatureFor(held);
  if (signature === undefined) {
    continueInKernel(notification);
    return;
  }
  if (signature.descriptor !== undefined) {
    if (!holdDescriptor(held, signature)) continueInKernel(notification);
    return;
  }
  const paths = pathsOf(signature, task.process, notification.values);
  const step = paths && decodePaths(held, signature, paths);
  if (step !== undefined) park(tree, task, { kind: 'step', notification, call: step });
  else if (signature.kind === 'open' && randomSources.has(paths?.[0] ?? '')) openRandom(held);
  else continueInKernel(notification);
}

const emptyPath = 0x1000;

/** A look at a path that is empty is a look at a descriptor. */
function signatureFor({ task: { process }, notification, name }: HeldCall): CallSignature | undefined {
  const signature = signatureOf(name);
  if (name !== 'newfstatat' && name !== 'statx') return signature;
  const flags = notification.values[name === 'statx' ? 2 : 3] ?? 0;
  if ((flags & emptyPath) === 0) return signature;
  const empty =
    readMemory(process.pid, notification.values[1] ?? 0, 1, at.small) === 1 && native().bytes[at.small] === 0;
  return empty ? { as: 'stat', kind: 'look', descriptor: 0, buffer: name === 'statx' ? 4 : 2 } : signature;
}

function holdDescriptor(held: HeldCall, signature: CallSignature): boolean {
  const { tree, task, notification } = held;
  const descriptor = (notification.values[signature.descriptor ?? 0] ?? 0) | 0;
  const handled = onDescriptor(task.process, descriptor, (borrowed, status) => {
    if (signature.kind === 'write') {
      const stream = tree.streams.find(({ device, inode }) => inode === status.inode && device === status.device);
      if (stream !== undefined) return print(held, stream);
    }
    const step = decodeDescriptor(held, signature, borrowed, status);
    if (step !== undefined) {
      park(tree, task, { kind: 'step', notification, call: step });
      return true;
    }
    if (signature.kind === 'write' && status.kind !== 'file' && tree.tasks.size > 1) {
      park(tree, task, { kind: 'signal', notification });
      return true;
    }
    return false;
  });
  return handled ?? false;
}
