import { pollEvent, openFlag } from '../kernel/flags.js';
import { continueInKernel } from '../kernel/listener.js';
import { isTerminal } from '../kernel/terminal.js';
import { borrowing, statusFlags } from '../members/descriptors.js';
import { pollNow } from './poll-now.js';
import type { HeldCall } from '../world/held-call.js';
import type { Task } from '../world/tree.js';
import type { OnTerminal, Wait } from '../world/wait.js';

/**
 * A wait for something to read from a terminal, as `script` has one of its own for what it starts; undefined where a read is of something
 * else. The kernel brings what is written to the other side later, by work of its own; whoever asks whether something is there has that
 * done first.
 */
export function terminalWait({ tree, task: { process }, notification }: HeldCall): Wait | undefined {
  if (!tree.hasTerminal) return undefined;
  const descriptor = (notification.values[0] ?? 0) | 0;
  const waits = borrowing(process, descriptor, (borrowed) => {
    const mayWait = (statusFlags(process, descriptor, borrowed) & openFlag.nonBlocking) === 0;
    return mayWait && isTerminal(borrowed.descriptor);
  });
  return waits === true
    ? { kind: 'wait', notification, untilMs: Infinity, on: { kind: 'terminal', descriptor } }
    : undefined;
}

/** Has the kernel read when there is something, or nothing will come any more. */
export function endTerminalWait({ process }: Task, { notification }: Wait, { descriptor }: OnTerminal): boolean {
  if (pollNow(process, [{ descriptor, asked: pollEvent.readable }])[0] === 0) return false;
  continueInKernel(notification);
  return true;
}
