import { constants } from 'node:os';
import { continueInKernel } from '../kernel/listener.js';
import type { HeldCall } from '../world/held-call.js';

/** With it Go's runtime tells its own threads to make room for others, again and again. Nothing waits for that. */
const urgent = constants.signals.SIGURG;

/** Which argument of a call that sends a signal is the signal, and which the thread or process that gets it. */
const senders = new Map<string, { readonly signal: number; readonly to?: number }>([
  ['kill', { signal: 1, to: 0 }],
  ['tkill', { signal: 1, to: 0 }],
  ['tgkill', { signal: 2, to: 1 }],
  ['rt_sigqueueinfo', { signal: 1, to: 0 }],
  ['rt_tgsigqueueinfo', { signal: 2, to: 1 }],
  ['pidfd_send_signal', { signal: 1 }],
]);

/**
 * Lets the kernel send a signal, or tell of what happens in a folder; whether the call does such a thing. From then on it is
 * looked whether that ends a wait: in this member, and in all others where it may be theirs.
 */
export function isAboutSignals({ world, tree, notification, name }: HeldCall): boolean {
  if (name === 'inotify_add_watch') world.mayBringNews = true;
  const sender = senders.get(name);
  if (sender === undefined && name !== 'inotify_add_watch') return false;
  if (sender !== undefined && notification.values[sender.signal] !== urgent) {
    const to = sender.to === undefined ? undefined : (notification.values[sender.to] ?? 0) | 0;
    tree.signalled = true;
    tree.mustRecheck = true;
    const isOwn = to !== undefined && (tree.tasks.has(to) || tree.processes.has(to));
    if (!isOwn) world.isSignalled = true;
  }
  continueInKernel(notification);
  return true;
}
