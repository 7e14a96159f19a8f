import { closeDescriptor, lastError, mustCall } from '../kernel/call.js';
import { dataOf } from '../kernel/data.js';
import { errno } from '../kernel/errno.js';
import { messageFlag, openFlag, socketFamily, socketType } from '../kernel/flags.js';
import { bindTo, nameOfSocket, sendData } from '../kernel/socket.js';
import { takersAt } from './ports.js';
import type { Host, Port, Sockets } from '../world/sockets.js';

/**
 * Datagrams to ports of the loopback. A port has as much room as the kernel gives a socket of the network there, whatever the Unix socket
 * takes that stands for it: that may be ten datagrams or five hundred, as the machine is set up. What is more waits here, and is
 * passed on when something has been received.
 */

/** Flags of a send or receive that the gate makes for a process: it must not wait, nor be sent a signal. */
export const withoutWaiting: number = messageFlag.dontWait | messageFlag.noSignal;

/** Sends a datagram that lies in the block's data to a port. It is lost where no socket is there, or one that has no room. */
export function sendDatagram(sockets: Sockets, name: string, descriptor: number, length: number): void {
  const sender = (): Host | undefined => hostBehind(sockets, nameOfSocket(descriptor, 'getsockname'));
  const [target] = takersAt(sockets, name, () => sender()?.port ?? 0);
  if (target === undefined) return;
  const taken = target.unread.reduce((sum, each) => sum + each, roomFor(length));
  if (taken > target.room) return;
  if (target.later.length > 0 || sendData(descriptor, length, withoutWaiting, target.kernelName) < 0) {
    if (target.later.length === 0 && lastError() !== errno.EAGAIN) return;
    target.later.push({ from: sender(), bytes: Buffer.from(dataOf(length)) });
  }
  target.unread.push(roomFor(length));
}

/* How Linux 6.18 counts a datagram: what it says of it and the bytes, in a block of memory, or from some length on in pages. */
const overhead = 379;
const [described, smallBlock, largestBlock] = [256, 576, 16_384];

/** How much of a port's room a datagram takes. */
function roomFor(length: number): number {
  const bytes = length + overhead;
  if (bytes > largestBlock) return length + described + smallBlock;
  return described + (bytes <= smallBlock ? smallBlock : 2 ** Math.ceil(Math.log2(bytes)));
}

/** A datagram has been received by a socket, from one with that name: what waits for room can come. */
export function noteReceived(sockets: Sockets, port: Port | undefined, sender: string): void {
  sockets.passedOn.delete(sender);
  port?.unread.shift();
  while (port?.later[0] !== undefined && passOn(sockets, port, port.later[0])) port.later.shift();
}

/** Whether there is room for a datagram by now. Its sender may have gone, so another socket sends it. */
function passOn({ passedOn }: Sockets, { kernelName }: Port, { from, bytes }: Port['later'][number]): boolean {
  const socket = mustCall('socket', socketFamily.unix, socketType.datagram | openFlag.closeOnExec, 0);
  bindTo(socket, '');
  bytes.copy(dataOf(bytes.length));
  const isSent = sendData(socket, bytes.length, withoutWaiting, kernelName) >= 0;
  if (isSent && from !== undefined) passedOn.set(nameOfSocket(socket, 'getsockname'), from);
  closeDescriptor(socket);
  return isSent;
}

/** The host whose socket the kernel knows by that name. */
export function hostBehind({ ports, passedOn }: Sockets, name: string): Host | undefined {
  return [...ports.values()].flat().find(({ kernelName }) => kernelName === name)?.host ?? passedOn.get(name);
}
