import { constants } from 'node:os';
import { callNumber } from '../kernel/call.js';
import { dataAddress, gather } from '../kernel/data.js';
import { errno } from '../kernel/errno.js';
import { answerError, answerResult, continueInKernel } from '../kernel/listener.js';
import { signalInfoBytes } from '../kernel/signal.js';
import { fieldOf, infoOf } from '../members/descriptor-info.js';
import { meantBy, type Meant } from '../members/numbers.js';
import { endsOthers } from './deadly-signals.js';
import type { HeldCall } from '../world/held-call.js';

/** With it Go's runtime tells its own threads to make room for others, again and again. Nothing waits for that. */
const urgent = constants.signals.SIGURG;

interface Sender {
  /** Which argument is the signal, */
  readonly signal: number;
  /** which is the process that gets it, and behind it the thread, */
  readonly to: readonly number[];
  /** and which says more of it. */
  readonly info?: number;
}

const senders = new Map<string, Sender>([
  ['kill', { signal: 1, to: [0] }],
  ['tkill', { signal: 1, to: [0] }],
  ['tgkill', { signal: 2, to: [0, 1] }],
  ['rt_sigqueueinfo', { signal: 1, to: [0], info: 2 }],
  ['rt_tgsigqueueinfo', { signal: 2, to: [0, 1], info: 3 }],
  ['pidfd_send_signal', { signal: 1, to: [] }],
]);

/**
 * Sends a signal, or has the kernel tell of what happens in a folder; whether the call does such a thing. From then on it is
 * looked whether that ends a wait: in this member, and in all others where it may be theirs.
 */
export function isAboutSignals(held: HeldCall): boolean {
  const { world, tree, notification, name } = held;
  if (name === 'inotify_add_watch') {
    world.mayBringNews = true;
    continueInKernel(notification);
    return true;
  }
  const sender = senders.get(name);
  if (sender === undefined) return false;
  const to = sender.to.map((index) => meantBy(held, index));
  if (notification.values[sender.signal] !== urgent) {
    tree.signalled = true;
    tree.mustRecheck = true;
    const last = to.at(-1)?.number ?? Number.NaN;
    if (!tree.tasks.has(last) && !tree.processes.has(last)) world.isSignalled = true;
  }
  const receiver = name === 'kill' ? to[0]?.number : name === 'pidfd_send_signal' ? processOfPidfd(held) : undefined;
  if (receiver !== undefined && endsOthers(held, receiver)) return true;
  if (to.every(({ isGiven }) => isGiven)) continueInKernel(notification);
  else if (to.some(({ hasEnded }) => hasEnded)) answerError(notification, errno.ESRCH);
  else send(held, sender, to);
  return true;
}

/** The process that a call's descriptor stands for, unless it has gone. */
function processOfPidfd({ task: { process }, notification }: HeldCall): number | undefined {
  const pid = Number(fieldOf(infoOf(process.pid, (notification.values[0] ?? 0) | 0), 'Pid'));
  return pid > 0 ? pid : undefined;
}

/** Sends a signal on a process's behalf to what goes by another number. */
function send({ task: { process }, notification }: HeldCall, { to, info }: Sender, receivers: readonly Meant[]): void {
  const { number, values } = notification;
  const changed = [...values];
  to.forEach((index, each) => (changed[index] = receivers[each]?.number ?? 0));
  if (info !== undefined) {
    if (gather(process.pid, [[values[info] ?? 0, signalInfoBytes]], signalInfoBytes) === undefined) {
      answerError(notification, errno.EFAULT);
      return;
    }
    changed[info] = dataAddress();
  }
  answerResult(notification, callNumber(number, changed));
}
