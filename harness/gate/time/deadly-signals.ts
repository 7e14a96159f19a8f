import { constants } from 'node:os';
import { call } from '../kernel/call.js';
import { answerValue } from '../kernel/listener.js';
import { reap } from '../members/process-tracking.js';
import { groupOf, ownersOf, willDieOf } from '../members/proc.js';
import type { HeldCall } from '../world/held-call.js';
import type { Living, World } from '../world/world.js';

const { SIGCHLD, SIGCONT, SIGURG, SIGWINCH, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU } = constants.signals;
/** Of these nobody dies who does not handle them. */
const harmless = new Set<number>([SIGCHLD, SIGCONT, SIGURG, SIGWINCH, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU]);
const everybody = -1;

/**
 * Sends a signal of which other processes of the execution die, and waits until they have: otherwise the machine would decide how far the sender
 * comes before their parent is told. Whether it did so; where nobody dies, or the sender itself may, it is left to the kernel.
 * @param number whom `kill` is to reach: a process, or less than 0 for a group; 0 for the sender's.
 */
export function endsOthers({ world, task: { process }, notification }: HeldCall, number: number): boolean {
  const signal = notification.values[1] ?? 0;
  if (signal < 1 || harmless.has(signal) || number === everybody) return false;
  const target = number === 0 ? -groupOf(process.pid) : number;
  const dying = reached(world, target).filter(({ process: other }) => willDieOf(other.pid, signal));
  const { user } = ownersOf(process.pid);
  const mayEnd = dying.every(({ process: other }) => other !== process && mayReach(user, other.pid));
  if (dying.length === 0 || !mayEnd || call('kill', target, signal) !== 0) return false;
  for (const other of dying) reap(other.tree, other.process);
  answerValue(notification, 0);
  return true;
}

function reached({ living }: World, target: number): readonly Living[] {
  return living().filter(({ process: { pid } }) => (target > 0 ? pid === target : groupOf(pid) === -target));
}

/** Whether what acts on behalf of a user may send signals to a process. */
function mayReach(user: number, pid: number): boolean {
  return user === 0 || ownersOf(pid).user === user;
}
