import { hold } from './hold.js';
import { isAnswered } from './time/answers.js';
import { seenBy } from './world/clock.js';

import { onDescriptor, statusFlags } from './members/descriptors.js';
import { answerValue, continueInKernel, type Notification } from './kernel/listener.js';
import { addTask, unpark, park, type Task, type Tree } from './world/tree.js';
import { nameOf } from './kernel/syscalls.js';
import type { HeldCall } from './world/held-call.js';
import { count, processOf } from './members/process-tracking.js';
import { feed } from './members/input.js';
import { setTime } from './time/vdso.js';
import { mappedAt } from './time/vdso-functions.js';
import { wokenBy } from './waits/futex.js';
import { endWait, waitOf } from './waits/waits.js';
import type { Process } from './world/process.js';
import type { World } from './world/world.js';
import { openFlag } from './kernel/flags.js';

/**
 * Decides what becomes of a call that a task has entered. Calls on the execution's directory are parked as steps, waits
 * and reads of standard input are parked, what the gate knows better than the kernel is answered, and all else is
 * continued in the kernel.
 */
export function supervise(world: World, tree: Tree, notification: Notification): void {
  const name = nameOf(notification.number);
  const task = taskOf(tree, notification);
  if (task === undefined || name === undefined) {
    continueInKernel(notification);
    return;
  }
  // It may have been parked in a call that a signal or a death has ended.
  unpark(tree, task);
  const { process } = task;
  const held: HeldCall = { world, tree, task, notification, name };
  if (process.fresh && name !== 'execve' && name !== 'execveat') {
    process.fresh = false;
    process.clockCode = mappedAt(process.pid);
    if (process.clockCode !== undefined) setTime(process.pid, process.clockCode, seenBy(world.clock, tree));
  }
  if (isAboutTasks(held) || isAnswered(held)) return;
  const wait = waitOf(held);
  if (wait !== undefined) {
    // A futex that has changed already, or a time that has come, never waits; all else is looked at when the others
    // stand still.
    const atOnce = wait.on.kind === 'futex' || wait.on.kind === 'time';
    if (atOnce && endWait(world, tree, task, wait)) return;
    tree.mustRecheck ||= !atOnce;
    park(tree, task, wait);
    return;
  }
  if (name === 'futex') {
    wake(held);
    return;
  }
  if (name === 'read' && notification.values[0] === 0 && isInput(tree, process)) {
    if (feed(tree.input)) continueInKernel(notification);
    else park(tree, task, { kind: 'input', notification });
    return;
  }
  hold(held);
}

function taskOf(tree: Tree, { tid }: Notification): Task | undefined {
  const known = tree.tasks.get(tid);
  if (known !== undefined) return known;
  const process = processOf(tree, tid);
  if (process === undefined) return undefined;
  tree.stale = true;
  return addTask(tree, tid, process);
}

/** Births, deaths and changes of program are continued in the kernel, but the tree has to be counted anew. */
function isAboutTasks({ tree, task, notification, name }: HeldCall): boolean {
  switch (name) {
    case 'execve':
    case 'execveat':
      task.process.fresh = true;
      break;
    case 'exit_group':
      // Its children will not be found through it any more.
      if (tree.stale || tree.processes.size > 1) count(tree);
      break;
    case 'clone':
    case 'clone3':
    case 'fork':
    case 'vfork':
      task.forkedAt = tree.followed;
      break;
    case 'exit':
      break;
    default:
      return false;
  }
  tree.stale = true;
  continueInKernel(notification);
  return true;
}

function wake(held: HeldCall): void {
  const { tree, notification } = held;
  const woken = wokenBy(held);
  for (const task of woken?.tasks ?? []) {
    if (task.parked !== undefined) park(tree, task, { kind: 'woken', notification: task.parked.notification });
  }
  if (woken?.answer === true) answerValue(notification, woken.tasks.length);
  else continueInKernel(notification);
}

/** Whether a read of descriptor 0 is one of the standard input that waits when there is none. */
function isInput(tree: Tree, process: Process): boolean {
  const found = onDescriptor(process, 0, (borrowed, status) => {
    if (status.inode !== tree.input.inode || status.kind !== 'pipe') return false;
    feed(tree.input);
    return (statusFlags(process, 0, borrowed) & openFlag.nonBlocking) === 0;
  });
  return found ?? false;
}
