import { atFlag } from './kernel/flags.js';
import { rowOf, type CallSignature } from './kernel/syscalls.js';
import { openRandom } from './members/random.js';
import { buffersOf, decodeDescriptor, decodePaths, pathsOf } from './files/decode.js';
import { continueInKernel } from './kernel/listener.js';
import { isEmptyString } from './kernel/memory.js';
import { print } from './members/print.js';
import { answerOnSocket } from './sockets/options.js';
import { decodeSocket } from './sockets/sockets.js';
import { park } from './world/tree.js';
import type { HeldCall } from './world/held-call.js';
import { onDescriptor } from './members/descriptors.js';

const randomSources = new Set(['/dev/urandom', '/dev/random']);

/**
 * Parks a call on the execution's directory as a step; what is written on a standard stream is printed, and all else
 * continued in the kernel.
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
  if (signature.paths === undefined) {
    if (!holdDescriptor(held, signature)) continueInKernel(notification);
    return;
  }
  const paths = pathsOf(signature, task.process, notification.values);
  const step = paths && decodePaths(held, signature, paths);
  if (step !== undefined) park(tree, task, { kind: 'step', notification, call: step });
  else if (signature.kind === 'open' && randomSources.has(paths?.[0] ?? '')) openRandom(held);
  else continueInKernel(notification);
}

/** What a held call is on a file. A look at a path that is empty is a look at a descriptor. */
function signatureFor({ task: { process }, notification, name }: HeldCall): CallSignature | undefined {
  const signature = rowOf(name).step;
  if (name !== 'newfstatat' && name !== 'statx') return signature;
  const flags = notification.values[signature?.flags ?? 0] ?? 0;
  if (signature?.buffer === undefined || (flags & atFlag.emptyPath) === 0) return signature;
  const { as, buffer } = signature;
  return isEmptyString(process.pid, notification.values[1] ?? 0) ? { as, kind: 'look', buffer } : signature;
}

function holdDescriptor(held: HeldCall, signature: CallSignature): boolean {
  const { tree, task, notification } = held;
  const descriptor = (notification.values[signature.descriptor ?? 0] ?? 0) | 0;
  const handled = onDescriptor(task.process, descriptor, (borrowed, status) => {
    if (signature.kind === 'write') {
      const stream = tree.streams.find(({ device, inode }) => inode === status.inode && device === status.device);
      const buffers = stream && buffersOf(task.process, signature, notification);
      if (stream !== undefined) return buffers !== undefined && print(held, stream, buffers);
    }
    const step = decodeDescriptor(held, signature, borrowed, status);
    if (step !== undefined) {
      park(tree, task, { kind: 'step', notification, call: step });
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
