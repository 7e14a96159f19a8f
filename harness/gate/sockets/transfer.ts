import { dataBytes } from '../kernel/native.js';
import { lastError } from '../kernel/call.js';

import { onDescriptor, statusFlags } from '../members/descriptors.js';
import { answerWith, performedByKernel, type Effect } from '../files/effect.js';
import { answerError, answerValue, continueInKernel } from '../kernel/listener.js';
import { hostBehind, noteReceived, sendDatagram, withoutWaiting } from './datagrams.js';
import { ownAt } from './ports.js';
import { replaceUnbound, type OnLoopback } from './loopback.js';
import { writeInt } from '../kernel/memory.js';
import { giveAddress, onLoopback, putHost, readAddress } from './address.js';
import { headerAt, messageOf, neverComes, totalOf, type Message } from './message.js';
import { onChannel, takesDatagrams } from './sockets.js';
import { pollNow } from '../waits/poll-now.js';
import type { Host } from '../world/sockets.js';
import { errno } from '../kernel/errno.js';
import { pollEvent, messageFlag, openFlag } from '../kernel/flags.js';
import { gather, scatter } from '../kernel/data.js';
import { sendData, receiveData } from '../kernel/socket.js';
import type { DecodedCall } from '../world/call.js';

/** What fits into a datagram: 65,535 bytes without the headers of IPv4 and UDP. What stands in for it here takes more. */
const mostInDatagram = 65_507;

/** A socket that has a name in the directory. */
interface Target {
  readonly address: string;
  readonly channel: string | undefined;
}

/** Sends what a held call is about to, at most `limit` bytes of a stream; to a socket by its name where one is given. */
export function send(on: OnLoopback, limit: number, to?: Target): Effect | 'would-block' {
  const { call, descriptor, end } = on;
  const [name = ''] = call.names;
  const { process, notification } = call;
  const message = messageOf(call.name, process, notification);
  const network = end?.network;
  const isDatagram = takesDatagrams(name) && (end === undefined || network?.protocol === 'udp');
  const footprint = onChannel(to === undefined ? (isDatagram ? name : end?.channel) : to.channel);
  // Descriptors that are sent along are the process's own.
  if (message === undefined || (message.controlBytes > 0 && network === undefined && !isDatagram))
    return performedByKernel(call, footprint);
  const bytes = gather(process.pid, message.buffers, isDatagram ? dataBytes : limit);
  if (bytes === undefined) return performedByKernel(call, footprint);
  if (neverComes(call.name, message)) return { result: answerWith(call, 0), footprint };
  if (isDatagram && bytes > mostInDatagram) {
    answerError(notification, errno.EMSGSIZE);
    return { result: { error: 'EMSGSIZE' }, footprint };
  }
  if (isDatagram) {
    sendFrom(on, name, message, bytes);
    return told(on, message, bytes, footprint);
  }
  const sent = sendData(descriptor, bytes, message.flags | withoutWaiting, to?.address);
  if (sent >= 0) return told(on, message, sent, footprint);
  const error = lastError();
  if (error === errno.EAGAIN && waits(on)) return 'would-block';
  if (error !== errno.EPIPE) return { result: answerWith(call, sent), footprint };
  const gone = pollNow(process, [{ descriptor: (notification.values[0] ?? 0) | 0, asked: 0 }])[0] ?? 0;
  if (network !== undefined && network.knowsEnd === undefined && (gone & pollEvent.failed) === 0) {
    network.knowsEnd = true;
    return told(on, message, bytes, footprint);
  }
  // The kernel fails in the same way again, and signals it.
  continueInKernel(notification);
  return { result: { error: 'EPIPE' }, footprint };
}

function sendFrom({ call, sockets, descriptor, end }: OnLoopback, name: string, message: Message, bytes: number): void {
  if (end !== undefined) {
    sendDatagram(sockets, name, descriptor, bytes);
    return;
  }
  const to = readAddress(call.process.pid, message.name.address, message.name.length);
  if (to?.kind !== 'host') return;
  replaceUnbound(sockets, call, descriptor, to);
  const [own = 0] = call.notification.values;
  onDescriptor(call.process, own | 0, (replaced) => sendDatagram(sockets, name, replaced.descriptor, bytes));
}

/** Answers with what was sent. A process that sends several messages at once is told that one was. */
function told({ call }: OnLoopback, { header }: Message, bytes: number, footprint: Effect['footprint']): Effect {
  const several = call.name === 'sendmmsg' && header !== undefined;
  if (several) writeInt(call.process.pid, header + headerAt.sent, bytes);
  answerValue(call.notification, several ? 1 : bytes);
  return { result: { value: bytes }, footprint };
}

/** Receives what is there into the process's buffers. */
export function receive(on: OnLoopback): Effect | 'would-block' {
  const { call, sockets, descriptor, end } = on;
  const { process, notification } = call;
  const message = messageOf(call.name, process, notification);
  const footprint = onChannel(end?.channel);
  const network = end?.network;
  if (message === undefined || (message.controlBytes > 0 && network === undefined))
    return performedByKernel(call, footprint);
  const wanted = Math.min(dataBytes, totalOf(message));
  if (neverComes(call.name, message)) return { result: answerWith(call, 0), footprint };
  const isDatagram = network?.protocol === 'udp';
  const flags = message.flags | withoutWaiting | (isDatagram ? messageFlag.truncated : 0);
  const { got, from: sender } = receiveData(descriptor, wanted, flags);
  if (got < 0 && lastError() === errno.EAGAIN && (message.flags & messageFlag.dontWait) === 0 && waits(on)) {
    // One that is shut down gives nothing, and only a call that may wait is told so.
    return pollNow(process, [{ descriptor: (notification.values[0] ?? 0) | 0, asked: pollEvent.readable }])[0] === 0
      ? 'would-block'
      : performedByKernel(call, footprint);
  }
  if (got < 0) return { result: answerWith(call, got), footprint };
  const from = isDatagram ? seenBy(network.own, hostBehind(sockets, sender)) : undefined;
  const kept = Math.min(got, wanted);
  scatter(process.pid, message.buffers, kept);
  // Not before the bytes have been taken from the block, through which others may come now.
  if (isDatagram && (message.flags & messageFlag.peek) === 0)
    noteReceived(sockets, ownAt(sockets, end?.name ?? '', descriptor), sender);
  giveSender(call, message, from, got > kept ? messageFlag.truncated : 0);
  const several = call.name === 'recvmmsg' && message.header !== undefined;
  if (several) writeInt(process.pid, message.header + headerAt.sent, kept);
  answerValue(notification, several ? 1 : (message.flags & messageFlag.truncated) === 0 ? kept : got);
  return { result: { value: kept }, footprint };
}

function seenBy({ family }: Host, sender: Host | undefined): Host | undefined {
  return sender && onLoopback(family, sender.port, sender.family);
}

function giveSender(
  { process: { pid }, name }: DecodedCall,
  { header, name: room }: Message,
  from: Host | undefined,
  flags: number,
): void {
  if (header === undefined) {
    // Behind recvfrom's address lies a pointer to its length.
    if (name === 'recvfrom') giveAddress(pid, room.address, room.length, from);
    return;
  }
  const length = from === undefined ? 0 : putHost(pid, room.address, room.length, from);
  writeInt(pid, header + headerAt.nameLength, length);
  writeInt(pid, header + headerAt.controlLength, 0);
  writeInt(pid, header + headerAt.controlLength + 4, 0);
  writeInt(pid, header + headerAt.flags, flags);
}

function waits({ call, descriptor }: OnLoopback): boolean {
  return (statusFlags(call.process, descriptor, { descriptor, shared: true }) & openFlag.nonBlocking) === 0;
}
