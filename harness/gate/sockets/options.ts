import { constants } from 'node:os';
import { at, native } from '../kernel/native.js';
import { onDescriptor } from '../files/decode.js';
import { answerError, answerValue, continueInKernel } from '../kernel/listener.js';
import { writeMemory } from '../kernel/memory.js';
import { giveAddress } from './address.js';
import type { SystemCall } from '../kernel/syscalls.js';
import type { HeldCall } from '../world/held-call.js';
import type { Network } from '../world/sockets.js';

/** Calls that ask a socket for its addresses or set its options: never steps. */
export const socketQuestions: readonly SystemCall[] = ['getsockname', 'getpeername', 'getsockopt', 'setsockopt'];

const socketLevel = 1;
const ofNetworks = { reusePort: 15, protocol: 38, domain: 39 };

/** Answers them where a Unix socket stands for one of the loopback, which knows nothing of networks. */
export function answerOnSocket(held: HeldCall): boolean {
  const {
    world: { sockets },
    task: { process },
    notification,
    name,
  } = held;
  if (sockets === undefined || !socketQuestions.includes(name)) return false;
  const [descriptor = 0, second = 0, third = 0] = notification.values;
  const network = onDescriptor(process, descriptor | 0, (_, { inode }) => sockets.ends.get(inode)?.network);
  const isOption = name === 'getsockopt' || name === 'setsockopt';
  const known = isOption && second === socketLevel && !Object.values(ofNetworks).includes(third);
  if (network === undefined || known) continueInKernel(notification);
  else if (isOption) answerOption(held, network);
  else {
    const host = name === 'getsockname' ? network.own : network.peer;
    if (host !== undefined) giveAddress(process.pid, second, third, host);
    if (host === undefined) answerError(notification, constants.errno.ENOTCONN);
    else answerValue(notification, 0);
  }
  return true;
}

const numbers = { 4: 2, 6: 10, tcp: 6, udp: 17 };

function answerOption({ task: { process }, notification, name }: HeldCall, { protocol, own }: Network): void {
  const [, level = 0, option = 0, value = 0, lengthAt = 0] = notification.values;
  if (name === 'getsockopt') {
    const isAsked = (which: number): boolean => level === socketLevel && option === which;
    const { bytes } = native();
    bytes.writeInt32LE(
      isAsked(ofNetworks.domain) ? numbers[own.family] : isAsked(ofNetworks.protocol) ? numbers[protocol] : 0,
      at.small,
    );
    bytes.writeInt32LE(4, at.small + 4);
    writeMemory(process.pid, value, 4, at.small);
    writeMemory(process.pid, lengthAt, 4, at.small + 4);
  }
  answerValue(notification, 0);
}
