import { answerError, answerValue, continueInKernel } from '../kernel/listener.js';
import { writeInt } from '../kernel/memory.js';
import { giveAddress } from './address.js';
import type { HeldCall } from '../world/held-call.js';
import type { Network } from '../world/sockets.js';
import { onDescriptor } from '../members/descriptors.js';
import { errno } from '../kernel/errno.js';
import { socketOption, socketLevel, socketFamily } from '../kernel/flags.js';

/** The options that a Unix socket answers otherwise than one of the network does. */
const ofNetworks = new Set<number>([socketOption.reusePort, socketOption.protocol, socketOption.domain]);

/**
 * Answers what a call asks a socket for, its addresses or options, where a Unix socket stands for one of the loopback and
 * knows nothing of networks; whether it was such a call. They are never steps.
 */
export function answerOnSocket(held: HeldCall): boolean {
  const {
    world: { sockets },
    task: { process },
    notification,
    name,
    row,
  } = held;
  if (sockets === undefined || row.onSocket !== 'question') return false;
  const [descriptor = 0, second = 0, third = 0] = notification.values;
  const network = onDescriptor(process, descriptor | 0, (_, { inode }) => sockets.ends.get(inode)?.network);
  const isOption = name === 'getsockopt' || name === 'setsockopt';
  const known = isOption && second === socketLevel && !ofNetworks.has(third);
  if (network === undefined || known) continueInKernel(notification);
  else if (isOption) answerOption(held, network);
  else {
    const host = name === 'getsockname' ? network.own : network.peer;
    if (host !== undefined) giveAddress(process.pid, second, third, host);
    if (host === undefined) answerError(notification, errno.ENOTCONN);
    else answerValue(notification, 0);
  }
  return true;
}

const numbers = { 4: socketFamily.four, 6: socketFamily.six, tcp: 6, udp: 17 };

function answerOption({ task: { process }, notification, name }: HeldCall, { protocol, own }: Network): void {
  const [, level = 0, option = 0, value = 0, lengthAt = 0] = notification.values;
  if (name === 'getsockopt') {
    const isAsked = (which: number): boolean => level === socketLevel && option === which;
    const answer = isAsked(socketOption.domain)
      ? numbers[own.family]
      : isAsked(socketOption.protocol)
        ? numbers[protocol]
        : 0;
    writeInt(process.pid, value, answer);
    writeInt(process.pid, lengthAt, 4);
  }
  answerValue(notification, 0);
}
