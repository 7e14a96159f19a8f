import { clockWait, endClockWait } from './clock.js';
import { childWait, endChildWait } from './child.js';
import { endEpollWait, epollWait } from './epoll.js';
import { endOfEmptyWait } from './empty.js';
import { endFutexWait, futexWait } from './futex.js';
import { endPollWait, pollWait } from './poll.js';
import { endSignalWait, signalWait } from './signals.js';
import { endSelectWait, selectWait } from './select.js';
import { endSleepWait, sleepWait, yieldWait } from './sleep.js';
import { endTerminalWait, terminalWait } from './terminal.js';
import type { HeldCall } from '../world/held-call.js';
import type { Task, Tree } from '../world/tree.js';
import type { Wait } from '../world/wait.js';
import type { World } from '../world/world.js';

/**
 * Waiting calls never reach the kernel: the gate holds them, looks whether what they wait for has come whenever all
 * else in the member stands still, and answers them. So that a member waits, and until when, is an event and not a
 * guess.
 */
export function waitOf(held: HeldCall): Wait | undefined {
  const asked = askedBy(held);
  if (asked !== undefined && asked.untilMs <= held.world.clock.nowMs)
    return { ...asked, untilMs: endOfEmptyWait(held) };
  held.task.emptyWaits = 0;
  return asked;
}

function askedBy(held: HeldCall): Wait | undefined {
  switch (held.name) {
    case 'nanosleep':
    case 'clock_nanosleep':
      return sleepWait(held);
    case 'sched_yield':
      return yieldWait(held);
    case 'epoll_wait':
    case 'epoll_pwait':
    case 'epoll_pwait2':
      return epollWait(held);
    case 'poll':
    case 'ppoll':
      return pollWait(held);
    case 'select':
    case 'pselect6':
      return selectWait(held);
    case 'read':
      return terminalWait(held);
    case 'wait4':
    case 'waitid':
      return childWait(held);
    case 'futex':
      return futexWait(held);
    case 'clock_gettime':
    case 'gettimeofday':
    case 'time':
      return clockWait(held);
    case 'pause':
    case 'rt_sigsuspend':
    case 'rt_sigtimedwait':
      return signalWait(held);
    default:
      return undefined;
  }
}

/** Ends a wait if what it waits for is there or its time has come; whether it did. */
export function endWait(world: World, tree: Tree, task: Task, wait: Wait): boolean {
  const { on } = wait;
  const due = wait.untilMs <= world.clock.nowMs;
  switch (on.kind) {
    case 'time':
      return endSleepWait(wait, due);
    case 'futex':
      return endFutexWait({ tree, task }, wait, on, due);
    case 'events':
      return endEpollWait(task, wait, on, due);
    case 'descriptors':
      return endPollWait(task, wait, on, due);
    case 'sets':
      return endSelectWait(task, wait, on, due);
    case 'terminal':
      return endTerminalWait(task, wait, on);
    case 'child':
      return endChildWait(tree, task, wait, on);
    case 'clock':
      return endClockWait(world, tree, task, wait);
    case 'signals':
      return endSignalWait(task, wait, on, due);
  }
}
