import { closeDescriptor } from '../gate/kernel/call.js';
import { continueInKernel, receive, waitFor, type Notification } from '../gate/kernel/listener.js';
import { makeMemoryFile } from '../gate/kernel/memory-file.js';
import { pin } from '../gate/kernel/processor.js';
import { buildFilter } from '../gate/launch/filter.js';
import { launcher } from '../gate/launch/launcher.js';
import { endMember } from '../gate/members/end-member.js';
import { startMember } from '../gate/members/member.js';
import { childEnvironment } from '../processes/environment.js';

export interface BareNotifications {
  /** Lets the processes make so many held calls, one of them at a time. */
  readonly make: (calls: number) => void;
  readonly close: () => void;
}

/**
 * What notifications take alone: two processes that make nothing but held calls, which are continued in the kernel at once, by
 * the calls with which the gate supervises. Nothing is read, performed, chosen or written down.
 */
export function openBareNotifications(executable: string, processor: number): BareNotifications {
  const unpin = pin(processor);
  const image = makeMemoryFile('launcher', launcher(buildFilter('std')));
  const member = { command: [executable], env: childEnvironment(), cwd: '/' } as const;
  const trees = [0, 1].map((ordinal) => startMember(image, ordinal, member));
  const held = trees.map(({ listener, main }) => nextCall(listener, main.pidfd));
  let turn = 0;
  return {
    make(calls) {
      for (let made = 0; made < calls; made++, turn++) {
        const place = turn % held.length;
        const [notification, tree] = [held[place], trees[place]];
        if (notification === undefined || tree === undefined) return;
        continueInKernel(notification);
        held[place] = nextCall(tree.listener, tree.main.pidfd);
      }
    },
    close() {
      for (const tree of trees) endMember(tree);
      closeDescriptor(image);
      unpin();
    },
  };
}

const patienceMs = 10_000;

function nextCall(listener: number, pidfd: number): Notification {
  const notification = waitFor([listener, pidfd], patienceMs) && receive(listener);
  if (notification === undefined) throw new Error('A process that makes held calls has ended.');
  return notification;
}
