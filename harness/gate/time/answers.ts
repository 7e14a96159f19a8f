import { continueInKernel } from '../kernel/listener.js';
import { isAboutOwner, tellNumber } from '../members/numbers.js';
import { tellProcessors } from '../members/processors.js';
import { isAboutSystemObjects } from '../members/system-objects.js';
import { openQueue, removeQueue } from '../members/named-objects.js';
import { giveRandom } from '../members/random.js';
import { isAboutAlarms } from './alarms.js';
import { isAboutSignals } from './signals.js';
import { isClockRead } from './clock-calls.js';
import { lookAtTimer, setTimer } from './timers.js';
import type { HeldCall } from '../world/held-call.js';

/** Answers a call of which the gate knows better than the kernel: clocks, timers, randomness, processors, and what is the system's own; whether it was one. */
export function isAnswered(held: HeldCall): boolean {
  const { task, notification, name } = held;
  switch (name) {
    case 'getrandom':
      giveRandom(held);
      return true;
    case 'timerfd_settime':
      setTimer(held);
      return true;
    case 'timerfd_gettime':
      lookAtTimer(held);
      return true;
    case 'umask':
      task.process.umask = (notification.values[0] ?? 0) & permissionBits;
      continueInKernel(notification);
      return true;
    case 'mq_open':
      openQueue(held);
      return true;
    case 'mq_unlink':
      removeQueue(held);
      return true;
    case 'signalfd':
    case 'signalfd4':
      task.process.readsSignals = true;
      continueInKernel(notification);
      return true;
    case 'getpid':
    case 'gettid':
    case 'getppid':
      tellNumber(held);
      return true;
    case 'fcntl':
      return isAboutOwner(held);
    case 'sched_getaffinity':
      tellProcessors(held);
      return true;
    case 'sched_setaffinity':
      task.process.choosesProcessors = true;
      continueInKernel(notification);
      return true;
    case 'arch_prctl':
    case 'set_robust_list':
    case 'sigaltstack':
    case 'set_tid_address':
      continueInKernel(notification);
      return true;
    default:
      return isAboutSystemObjects(held) || isAboutAlarms(held) || isAboutSignals(held) || isClockRead(held);
  }
}

const permissionBits = 0o777;
