import { continueInKernel } from '../kernel/listener.js';
import { isZombie } from '../members/proc.js';
import type { HeldCall } from '../world/held-call.js';
import type { Process } from '../world/process.js';
import type { Task, Tree } from '../world/tree.js';
import type { OnChild, Wait } from '../world/wait.js';

const noHang = 1;
const anyChild = -1;
/** waitid's P_ALL and P_PID: with others, such as process groups, it waits in the kernel. */
const idTypes = { all: 0, pid: 1 };

/** A wait for the end of a child; undefined when the call does not wait, or not for a child by its number. */
export function childWait({ notification, name }: HeldCall): Wait | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = notification.values;
  const wait = (pid: number): Wait => ({ kind: 'wait', notification, untilMs: Infinity, on: { kind: 'child', pid } });
  if (name === 'wait4') return (third & noHang) === 0 ? wait(first | 0) : undefined;
  if ((fourth & noHang) !== 0 || first > idTypes.pid) return undefined;
  return wait(first === idTypes.pid ? second : anyChild);
}

export function endChildWait(tree: Tree, { process }: Task, { notification }: Wait, { pid }: OnChild): boolean {
  if (!hasNews(tree, process, pid)) return false;
  continueInKernel(notification);
  return true;
}

/** Whether the kernel would end the wait: a child has ended, or there is none to wait for. */
function hasNews(tree: Tree, parent: Process, pid: number): boolean {
  let isOneAlive = false;
  for (const process of tree.processes.values()) {
    if (process.parent !== parent || (pid > 0 && process.pid !== pid)) continue;
    if (!process.ended) isOneAlive = true;
    else if (isZombie(process.pid)) return true;
    else tree.processes.delete(process.pid);
  }
  return !isOneAlive;
}
