import { hold } from './hold.js';
import { isAnswered } from './time/answers.js';
import { isClock } from './time/clock-calls.js';
import { seenBy } from './world/clock.js';
import { onDescriptor, statusFlags } from './members/descriptors.js';
import { answerValue, continueInKernel, type Notification } from './kernel/listener.js';
import { addTask, unpark, park, type Task, type Tree } from './world/tree.js';
import { callNumbered, type SystemCall } from './kernel/syscalls.js';
import type { HeldCall } from './world/held-call.js';
import { count, processOf, reap } from './members/process-tracking.js';
import { feed } from './members/input.js';
import { seedAtStart } from './members/random.js';
import { takeAnswers } from './members/print.js';
import { setTime } from './time/vdso.js';
import { mappedAt } from './time/vdso-functions.js';
import { mayWakeOthers, wokenBy } from './waits/futex.js';
import { sleepStill } from './settle/kernel-waits.js';
import { endWait, waitOf } from './waits/waits.js';
import type { Process } from './world/process.js';
import type { World } from './world/world.js';
import { cloneFlag, openFlag } from './kernel/flags.js';
import { readWords } from './kernel/memory.js';

/**
 * Decides what becomes of a call that a task has entered. Calls on the execution's directory are parked as steps, waits
 * and reads of standard input are parked, what the gate knows better than the kernel is answered, and all else is
 * continued in the kernel.
 */
export function supervise(world: World, tree: Tree, notification: Notification): void {
  const called = callNumbered(notification.number);
  const task = taskOf(tree, notification);
  if (task === undefined || called === undefined) {
    continueInKernel(notification);
    return;
  }
  // It has run since.
  if (tree.answers !== undefined) tree.answers.isRead = false;
  // It may have been parked in a call that a signal or a death has ended.
  unpark(tree, task);
  if (mustTakeTurn(world, tree, task)) {
    park(tree, task, { kind: 'turn', notification });
    return;
  }
  const { process } = task;
  const { name, row } = called;
  const held: HeldCall = { world, tree, task, notification, name, row };
  if (process.fresh && name !== 'execve' && name !== 'execveat') {
    process.fresh = false;
    seedAtStart(tree, process.pid);
    process.clockCode = mappedAt(process.pid);
    process.readsByCall = false;
    if (process.clockCode !== undefined) setTime(process.pid, process.clockCode, seenBy(world.clock, tree));
  }
  if (!isClock(name)) {
    task.clockReads = 0;
    task.clockWaits = 0;
  }
  if (tree.stopsAtFork && makesProcess(held)) {
    park(tree, task, { kind: 'fork', notification });
    return;
  }
  // What ends a process takes its memory with it.
  if (mayEnd.has(name)) takeAnswers(world, tree);
  if (isAboutTasks(held) || isAnswered(held)) return;
  const wait = waitOf(held);
  if (wait !== undefined) {
    // A futex that has changed already, or a time that has come, never waits, but what yields lets those go on that can; all
    // else is looked at when the others stand still.
    const atOnce = wait.on.kind === 'futex' || (wait.on.kind === 'time' && !(name === 'sched_yield' && hasToGo(tree)));
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

/** Whether a thread goes on as soon as all others have stopped. */
function hasToGo({ tasks }: Tree): boolean {
  for (const { parked } of tasks.values())
    if (parked?.kind === 'woken' || parked?.kind === 'waking' || parked?.kind === 'turn') return true;
  return false;
}

const mayEnd = new Set<SystemCall>([
  'exit_group',
  'kill',
  'tkill',
  'tgkill',
  'rt_sigqueueinfo',
  'rt_tgsigqueueinfo',
  'pidfd_send_signal',
]);

/**
 * Whether a thread has to wait for others: a new one does until all others have stopped, and each does so where several processes of a
 * member may share something, such as a lock in memory. Whoever has made others goes on before them, and they wait for their turn from
 * their first calls on: which calls come first, nobody decides.
 */
function mustTakeTurn({ tellsAll }: World, tree: Tree, task: Task): boolean {
  const { isNew, forks } = task;
  task.isNew = false;
  task.forks = false;
  if (forks && tellsAll) count(tree);
  tree.takesTurns ||= tellsAll && tree.processes.size > 1;
  const isNewThread = isNew && task.tid !== task.process.pid;
  if (!tree.takesTurns || isNew) return tree.takesTurns || isNewThread;
  return !sleepStill(tree, (other) => other === task || other.isNew);
}

function taskOf(tree: Tree, { tid }: Notification): Task | undefined {
  const known = tree.tasks.get(tid);
  if (known !== undefined) return known;
  const process = processOf(tree, tid);
  if (process === undefined) return undefined;
  tree.stale = true;
  return addTask(tree, tid, process);
}

/** Whether a call makes a process, and not a thread. */
function makesProcess({ name, task: { process }, notification: { values } }: HeldCall): boolean {
  const [first = 0] = values;
  if (name === 'clone') return (first & cloneFlag.thread) === 0;
  if (name === 'clone3') return ((readWords(process.pid, first, 1)?.[0] ?? 0) & cloneFlag.thread) === 0;
  return name === 'fork' || name === 'vfork';
}

/** Births, deaths and changes of program are continued in the kernel, but the tree has to be counted anew. */
function isAboutTasks(held: HeldCall): boolean {
  const { tree, task, notification, name } = held;
  switch (name) {
    case 'execve':
    case 'execveat':
      task.process.fresh = true;
      break;
    case 'exit_group':
      // Its children will not be found through it any more.
      if (tree.stale || tree.processes.size > 1) count(tree);
      if (!hasOthers(tree, task)) break;
      // Which of its threads is gone first is left to the kernel, so none is asked where it stands meanwhile.
      continueInKernel(notification);
      reap(tree, task.process);
      return true;
    case 'clone':
    case 'clone3':
    case 'fork':
    case 'vfork':
      task.forks = true;
      tree.makesProcesses ||= makesProcess(held);
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

/** Whether a thread's process has other threads. */
function hasOthers({ tasks }: Tree, task: Task): boolean {
  for (const other of tasks.values()) if (other !== task && other.process === task.process) return true;
  return false;
}

function wake(held: HeldCall): void {
  const { tree, task, notification } = held;
  const woken = wokenBy(held);
  if (woken?.tasks.length === 0 && mayWakeOthers(held)) {
    park(tree, task, { kind: 'waking', notification, mayBeOthers: true });
    tree.mustRecheck = true;
    return;
  }
  for (const other of woken?.tasks ?? []) {
    if (other.parked !== undefined) park(tree, other, { kind: 'woken', notification: other.parked.notification });
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
