import { call, lastError } from './call.js';
import { errno } from './errno.js';
import { seccomp } from './flags.js';
import { at, native } from './native.js';

/** Whether filters can hold calls here, with notifications of them. */
export function hasNotifications(): boolean {
  const { words, base } = native();
  words[at.small / 4] = seccomp.actions.hold;
  return call('seccomp', seccomp.isActionKnown, 0, base + at.small) === 0;
}

/** Whether filters can have a listener here. Nothing is changed; `lastError` says why not. */
export function hasListeners(): boolean {
  // A filter at no address: what is wrong with it is only found after the flags have been accepted.
  call('seccomp', seccomp.setFilter, seccomp.newListener | seccomp.waitKillable, 0);
  return lastError() === errno.EFAULT;
}
