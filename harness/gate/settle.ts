import { readFileSync } from 'node:fs';
import { answerValue, continueInKernel, receive, waitFor } from './kernel/listener.js';
import { arrange, reap, count, hasSignal, isDying, isZombie, number } from './members/process-tracking.js';
import { endingOf } from './launch/spawn.js';
import { supervise } from './supervise.js';
import { nameOf, type SystemCall } from './kernel/syscalls.js';
import { endWait } from './time/waits.js';
import { unpark, type Task, type Tree } from './world/tree.js';
import type { Process } from './world/process.js';
import type { World } from './world/world.js';

/**
 * Follows a member until nothing in it can move by itself: each of its threads is parked in a call that only the gate
 * can end. That is known from the calls themselves and takes no look at /proc; only threads that have gone into the
 * kernel to wait in a call that the filter does not see are looked at there, twice, with nothing heard between. A
 * member that has not settled within `limitMs` of real time is marked uncontrolled.
 */
export function settle(world: World, tree: Tree, limitMs: number): void {
  if (tree.uncontrolled !== undefined) return;
  // Most members settle at once, before there is anything to measure.
  let startedMs: number | undefined;
  const isLate = (): boolean => performance.now() - (startedMs ??= performance.now()) > limitMs;
  let tries = tree.outside === undefined ? 1 : 0;
  tree.outside = undefined;
  for (let heard = 1; ; heard++) {
    if (tree.running === 0) {
      if (isAtRest(world, tree)) return;
      continue;
    }
    const late = heard % 512 === 0 && isLate();
    if (!late && hear(world, tree, tries === 0 || (tree.stale && tries < 4) ? 0 : lookEveryMs)) continue;
    tries += 1;
    // Whoever runs may be spinning until the one that it has woken goes on.
    if (goOnWoken(tree)) continue;
    if (tree.stale && count(tree)) continue;
    const doing = blockedIn(tree);
    if (doing !== undefined && !hear(world, tree, 0) && blockedIn(tree)?.signature === doing.signature) {
      if (!isAtRest(world, tree)) continue;
      tree.outside = doing.calls;
      return;
    }
    if (isLate()) {
      tree.uncontrolled = doing?.calls ?? 'computing';
      return;
    }
  }
}

/**
 * How long a thread may be unheard of before it is looked at. It sets how soon a wait outside is noticed, and nothing
 * else.
 */
const lookEveryMs = 1;

/** Takes one piece of news of a member, waiting for it at most `timeoutMs`; whether there was any. */
function hear(world: World, tree: Tree, timeoutMs: number): boolean {
  const alive = living(tree);
  const descriptors = [tree.listener];
  for (const { pidfd } of alive) descriptors.push(pidfd);
  const ready = waitFor(descriptors, timeoutMs);
  if (ready === undefined) return false;
  if (ready.index === 0 && !ready.gone) {
    const notification = receive(tree.listener);
    if (notification !== undefined) supervise(world, tree, notification);
    return true;
  }
  // With the listener's other side gone, no thread of the whole tree is left.
  const ended = ready.index === 0 ? alive : alive.slice(ready.index - 1, ready.index);
  for (const process of ended) end(tree, process);
  if (ready.index === 0) {
    tree.tasks.clear();
    tree.running = 0;
  }
  return true;
}

function living({ main, processes }: Tree): readonly Process[] {
  if (processes.size === 1 && !main.ended) return [main];
  return [...processes.values()].filter(({ ended }) => !ended);
}

function end(tree: Tree, process: Process): void {
  reap(tree, process);
  if (process === tree.main) tree.ending = endingOf(process.pid);
}

/** Whether nothing can go on by itself, with all that still can set going. */
function isAtRest(world: World, tree: Tree): boolean {
  if (tree.stale) {
    if (count(tree)) return false;
    tree.stale = false;
    arrange(tree);
  }
  const mayMove = tree.tasks.size > 1 || tree.mustRecheck;
  if (mayMove && setGoing(world, tree)) return false;
  number(tree);
  return true;
}

/** Sets one thread going that no longer has to wait, the first born first; whether there was one. */
function setGoing(world: World, tree: Tree): boolean {
  let waker: Task | undefined;
  let holds = false;
  for (const task of tree.tasks.values()) {
    if (task.parked?.kind === 'step') holds = true;
    if (task.parked?.kind === 'signal') waker ??= task;
  }
  if (waker?.parked !== undefined) {
    continueInKernel(waker.parked.notification);
    unpark(tree, waker);
    tree.mustRecheck = true;
    return true;
  }
  if (goOnWoken(tree)) return true;
  if (holds && !tree.mustRecheck && !tree.threadEnded) return false;
  if (endOne(world, tree, false)) return true;
  // What wakes a futex is seen, but for the end of a thread and for memory that processes share.
  if ((!holds || tree.threadEnded) && endOne(world, tree, true)) return true;
  tree.mustRecheck = false;
  tree.threadEnded = false;
  return false;
}

/** Ends the first wait that can end, among those for a futex or among all others. */
function endOne(world: World, tree: Tree, onFutex: boolean): boolean {
  for (const task of tree.tasks.values()) {
    const { parked } = task;
    if (parked?.kind !== 'wait' || (parked.on.kind === 'futex' && parked.untilMs > world.clock.nowMs) !== onFutex)
      continue;
    if (!endWait(world, tree, task, parked) && !isInterrupted(tree, task)) continue;
    unpark(tree, task);
    return true;
  }
  return false;
}

/** Lets the first born of those that have been woken go on; whether there was one. */
function goOnWoken(tree: Tree): boolean {
  for (const task of tree.tasks.values()) {
    if (task.parked?.kind !== 'woken') continue;
    answerValue(task.parked.notification, 0);
    unpark(tree, task);
    return true;
  }
  return false;
}

/** Ends a wait for the sake of a signal that a dead child has sent, as the kernel would. */
function isInterrupted(tree: Tree, task: Task): boolean {
  if (tree.processes.size === 1 || task.parked === undefined || !hasSignal(task.tid)) return false;
  continueInKernel(task.parked.notification);
  return true;
}

const blocking = new Set<SystemCall>([
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
  'pause',
  'flock',
  'fcntl',
]);
/**
 * Who makes a process may have to wait until it has become another program; before the child is there, it is only slow.
 */
const making = new Set<SystemCall>(['clone', 'clone3', 'vfork']);

function hasNewChild(tree: Tree, { process, forkedAt }: Task): boolean {
  return [...tree.processes.values()].some(
    ({ parent, birth, ended }) => parent === process && birth > forkedAt && !ended,
  );
}

const onPipes = new Set<SystemCall>(['read', 'write', 'readv', 'writev', 'open', 'openat']);

/** What the threads that are not parked are doing, if all of them stand in calls that can wait for ever. */
function blockedIn(tree: Tree): { readonly signature: string; readonly calls: string } | undefined {
  let signature = '';
  const calls = new Set<string>();
  for (const task of tree.tasks.values()) {
    if (task.parked !== undefined) continue;
    const place = `/proc/${task.process.pid}/task/${task.tid}`;
    const name = blockingCall(tree, task, place);
    if (name === undefined || isDying(task.tid)) return undefined;
    signature += `${task.tid} ${read(`${place}/schedstat`)}`;
    calls.add(name);
  }
  return { signature, calls: [...calls].toSorted().join(', ') };
}

function blockingCall(tree: Tree, task: Task, place: string): string | undefined {
  const [called = '', descriptor = ''] = read(`${place}/syscall`).split(' ');
  const name = nameOf(Number.parseInt(called, 10));
  if (name === undefined) return isZombie(task.tid) && task.tid === task.process.pid ? 'exit' : undefined;
  if (making.has(name)) return hasNewChild(tree, task) ? name : undefined;
  // Who is about to end, but has no processor for it yet, seems to stand in its last call for ever.
  const sleeps = /\) S /.test(read(`${place}/stat`));
  if (!sleeps) return undefined;
  if (blocking.has(name)) return name;
  return onPipes.has(name) ? `${name} of descriptor ${Number(descriptor)}` : undefined;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
