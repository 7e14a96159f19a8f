import { readLink } from '../kernel/call.js';
import { nameOf, type SystemCall } from '../kernel/syscalls.js';
import { isDying, isZombie, readProc } from '../members/proc.js';
import type { Task, Tree } from '../world/tree.js';

/** What the threads of a member that are not parked wait for inside the kernel. */
export interface KernelWaits {
  /** The calls, named for people. */
  readonly calls: string;
  /** Changes whenever one of the threads has run. */
  readonly signature: string;
}

/** What the threads that are not parked are doing, if all of them stand in calls that can wait for ever. */
export function kernelWaits(tree: Tree): KernelWaits | undefined {
  let signature = '';
  const calls = new Set<string>();
  for (const task of tree.tasks.values()) {
    if (task.parked !== undefined) continue;
    const place = `/proc/${task.process.pid}/task/${task.tid}`;
    const name = waitingCall(tree, task, place);
    if (name === undefined || isDying(task.tid)) return undefined;
    signature += `${task.tid} ${readProc(`${place}/schedstat`)}`;
    calls.add(name);
  }
  return { signature, calls: [...calls].toSorted().join(', ') };
}

/** How long the threads of a member that are not parked have had a processor, in milliseconds. */
export function processorMs(tree: Tree): number {
  let nanoseconds = 0;
  for (const task of tree.tasks.values()) {
    if (task.parked !== undefined) continue;
    nanoseconds += Number.parseInt(readProc(`/proc/${task.process.pid}/task/${task.tid}/schedstat`), 10) || 0;
  }
  return nanoseconds / 1e6;
}

/** Whether a thread that is not parked waits inside the kernel, where it was seen to do so before. */
function isStillAsleep(tree: Tree, task: Task): boolean {
  task.asleep &&= waitingCall(tree, task, `/proc/${task.process.pid}/task/${task.tid}`) !== undefined;
  return task.asleep;
}

/**
 * Whether all threads that are not parked wait inside the kernel, as they were seen to before.
 * @param but those that are not asked about.
 */
export function sleepStill(tree: Tree, but: (task: Task) => boolean = () => false): boolean {
  const asked = [...tree.tasks.values()].filter((task) => task.parked === undefined && !but(task));
  // What runs is known to without a look.
  return asked.every(({ asleep }) => asleep) && asked.every((task) => isStillAsleep(tree, task));
}

/** Whether a thread waits inside the kernel for a member's standard input, which the process has by another number than 0. */
export function readsInput({ tasks, input }: Tree): boolean {
  for (const { parked, tid, process } of tasks.values()) {
    if (parked !== undefined) continue;
    const { name, first } = callAt(`/proc/${process.pid}/task/${tid}`);
    if (name === 'read' && readLink(`/proc/${process.pid}/fd/${first}`) === `pipe:[${input.inode}]`) return true;
  }
  return false;
}

const canWait = new Set<SystemCall>([
  'futex',
  'epoll_wait',
  'epoll_pwait',
  'epoll_pwait2',
  'poll',
  'ppoll',
  'select',
  'pselect6',
  'wait4',
  'waitid',
  'accept',
  'accept4',
  'recvfrom',
  'recvmsg',
  'rt_sigsuspend',
  'rt_sigtimedwait',
  'pause',
  'flock',
  'fcntl',
  'semop',
  'semtimedop',
  'msgsnd',
  'msgrcv',
  'mq_timedsend',
  'mq_timedreceive',
]);
const canWaitForPipe = new Set<SystemCall>([
  'read',
  'write',
  'readv',
  'writev',
  'preadv2',
  'pwritev2',
  'splice',
  'sendfile',
  'tee',
  'vmsplice',
  'open',
  'openat',
  'openat2',
  'creat',
]);
const makesProcess = new Set<SystemCall>(['clone', 'clone3', 'vfork']);

/** The call that a thread is in, and the first of its arguments. */
function callAt(place: string): { readonly name: SystemCall | undefined; readonly first: number } {
  const [called = '', first = ''] = readProc(`${place}/syscall`).split(' ');
  return { name: nameOf(Number.parseInt(called, 10)), first: Number(first) };
}

/** The call in which a thread waits, named for people; undefined when it runs, or is in a call that ends by itself. */
function waitingCall(tree: Tree, task: Task, place: string): string | undefined {
  const { name, first } = callAt(place);
  if (name === undefined) return isZombie(task.tid) && task.tid === task.process.pid ? 'exit' : undefined;
  // vfork and clone block the parent until the child execs; until the child exists, the parent is merely slow.
  if (makesProcess.has(name)) return hasNewChild(tree, task) ? name : undefined;
  // A dying thread that has not been scheduled yet still shows its last call in /proc.
  const sleeps = /\) S /.test(readProc(`${place}/stat`));
  if (!sleeps) return undefined;
  if (canWait.has(name)) return name;
  return canWaitForPipe.has(name) ? `${name} of descriptor ${first}` : undefined;
}

function hasNewChild(tree: Tree, { process, forkedAt }: Task): boolean {
  return [...tree.processes.values()].some(
    ({ parent, birth, ended }) => parent === process && birth > forkedAt && !ended,
  );
}
