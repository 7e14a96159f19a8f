import { at, native } from '../kernel/native.js';
import { call as kernel, closeDescriptor, mustCall } from '../kernel/call.js';
import { opensAgain, statusFlags } from '../members/descriptors.js';
import { answerError, answerValue, putDescriptor } from '../kernel/listener.js';
import { errno, errnoName } from '../kernel/errno.js';
import { onLoopback, readAddress } from './address.js';
import { givePort, onChannel, portName } from './sockets.js';
import { statusOf } from '../kernel/status.js';
import type { Effect } from '../files/effect.js';
import type { DecodedCall } from '../world/call.js';
import type { Host, Sockets, End, Network, Protocol } from '../world/sockets.js';
import { messageFlag, socketType, socketFamily, openFlag } from '../kernel/flags.js';

/**
 * An execution has the loopback for itself, as in a network of its own: its ports are numbers that the gate gives, and
 * nobody else is met there. A socket is replaced, when it is bound to a port or connected to one, by a Unix socket,
 * which has the kernel's calls but not its time: what is sent is there at once, where in the kernel's own network it
 * comes after packets, acknowledgements and timers that no schedule knows of. Of these it keeps two habits. The first
 * message through TCP to one who has gone is taken, since nobody has learnt of it yet; and a datagram that nobody
 * receives is dropped.
 */
export interface OnLoopback {
  readonly sockets: Sockets;
  readonly call: DecodedCall;
  /** The process's own socket, borrowed, and its end where it has been replaced already. */
  readonly descriptor: number;
  readonly end: End | undefined;
}

export function bindPort({ sockets, call, end, descriptor }: OnLoopback): Effect {
  const [name = ''] = call.names;
  const host = hostOf(call);
  const taken = sockets.ports.get(name);
  if (host === undefined || end !== undefined) return refuse(call, errno.EINVAL, name);
  if (taken !== undefined && isTaken(taken.kernelName)) return refuse(call, errno.EADDRINUSE, name);
  const network: Network = { protocol: protocolIn(name), own: { ...host, port: portIn(name) } };
  const socket = standIn(call, descriptor, network.protocol);
  makeEnd(sockets, socket, { channel: name, name, member: call.step.process, network });
  return answer(call, socket, name);
}

export function connectPort({ sockets, call, end, descriptor }: OnLoopback): Effect {
  const [name = ''] = call.names;
  const host = hostOf(call);
  if (host === undefined) return refuse(call, errno.EINVAL, name);
  const protocol = protocolIn(name);
  const peer = onLoopback(host.family, host.port);
  if (protocol === 'udp') {
    const own = end ?? replaceUnbound(sockets, call, descriptor, host);
    if (own.network !== undefined) own.network.peer = peer;
    answerValue(call.notification, 0);
    return { result: { value: 0 }, footprint: onChannel(name) };
  }
  const target = sockets.ports.get(name);
  const socket = end === undefined ? standIn(call, descriptor, protocol) : descriptor;
  const connected =
    target !== undefined && kernel('connect', socket, native().base + at.data, putKernelName(target.kernelName)) === 0;
  if (!connected) {
    if (end === undefined) closeDescriptor(socket);
    return refuse(call, errno.ECONNREFUSED, name);
  }
  const member = call.step.process;
  const own = end?.network?.own ?? onLoopback(host.family, givePort(sockets, member));
  makeEnd(sockets, socket, { channel: name, name, member, network: { protocol, own, peer } });
  if (end === undefined) return answer(call, socket, name);
  answerValue(call.notification, 0);
  return { result: { value: 0 }, footprint: onChannel(name) };
}

/** Replaces a socket that was never bound and is about to send its first datagram. */
export function replaceUnbound(sockets: Sockets, call: DecodedCall, descriptor: number, to: Host): End {
  const own = onLoopback(to.family, givePort(sockets, call.step.process));
  const name = portName('udp', own.port);
  const end: End = { channel: name, name, member: call.step.process, network: { protocol: 'udp', own } };
  const socket = standIn(call, descriptor, 'udp');
  makeEnd(sockets, socket, end);
  handOver(call, socket);
  return end;
}

/** The end of a connection that has just been accepted through a listening one's. */
export function acceptedEnd(sockets: Sockets, accepted: number, listening: End, member: number): End {
  if (listening.network === undefined) return { ...listening, member };
  const { protocol, own } = listening.network;
  const name = kernelNameOf(accepted, 'getpeername');
  const client = [...sockets.ports.values()].find(({ kernelName }) => kernelName === name)?.host;
  const from = client?.family;
  return {
    ...listening,
    member,
    network: {
      protocol,
      own: onLoopback(own.family, own.port, from),
      ...(client !== undefined && { peer: onLoopback(own.family, client.port, from) }),
    },
  };
}

/** Sends a datagram that lies in the block's data to a port; whoever is not there, or does not keep up, misses it. */
export function sendDatagram(sockets: Sockets, name: string, descriptor: number, length: number): void {
  const target = sockets.ports.get(name);
  if (target === undefined) return;
  const { base } = native();
  const nameLength = putKernelName(target.kernelName, at.text);
  kernel('sendto', descriptor, base + at.data, length, withoutWaiting, base + at.text, nameLength);
}

/** The host that a datagram has come from, whose kernel's name lies in the block's text. */
export function senderOf(sockets: Sockets, nameLength: number): Host | undefined {
  const name = native().bytes.toString('latin1', at.text + 2, at.text + nameLength);
  return [...sockets.ports.values()].find(({ kernelName }) => kernelName === name)?.host;
}

/** Flags of a send or receive that the gate makes for a process: it must not wait, nor be sent a signal. */
export const withoutWaiting: number = messageFlag.dontWait | messageFlag.noSignal;

const types = { tcp: socketType.stream, udp: socketType.datagram };

/** A Unix socket with a name that the kernel gives, which waits or not as the one does that it replaces. */
function standIn(call: DecodedCall, replaced: number, protocol: Protocol): number {
  const flags = statusFlags(call.process, descriptorOf(call), { descriptor: replaced, shared: true });
  const socket = mustCall(
    'socket',
    socketFamily.unix,
    types[protocol] | openFlag.closeOnExec | (flags & openFlag.nonBlocking),
    0,
  );
  native().bytes.writeUInt16LE(socketFamily.unix, at.small);
  mustCall('bind', socket, native().base + at.small, 2);
  return socket;
}

function handOver(call: DecodedCall, socket: number): void {
  const descriptor = descriptorOf(call);
  putDescriptor(call.notification, socket, descriptor, !opensAgain(call.process, descriptor));
  closeDescriptor(socket);
}

function descriptorOf({ notification }: DecodedCall): number {
  return (notification.values[0] ?? 0) | 0;
}

function makeEnd(sockets: Sockets, socket: number, end: End): void {
  const status = statusOf(socket);
  if (status !== undefined) sockets.ends.set(status.inode, end);
  const { network } = end;
  if (network === undefined) return;
  const name = portName(network.protocol, network.own.port);
  sockets.ports.set(name, { host: network.own, kernelName: kernelNameOf(socket, 'getsockname') });
}

function kernelNameOf(socket: number, which: 'getsockname' | 'getpeername'): string {
  const { bytes, base } = native();
  bytes.writeUInt32LE(64, at.small + 64);
  if (kernel(which, socket, base + at.small, base + at.small + 64) !== 0) return '';
  return bytes.toString('latin1', at.small + 2, at.small + bytes.readUInt32LE(at.small + 64));
}

function putKernelName(name: string, place: number = at.data): number {
  const { bytes } = native();
  bytes.writeUInt16LE(socketFamily.unix, place);
  return 2 + bytes.write(name, place + 2, 'latin1');
}

/** Whether a socket with that name is still open somewhere. */
function isTaken(kernelName: string): boolean {
  const probe = mustCall('socket', socketFamily.unix, types.udp | openFlag.closeOnExec, 0);
  const other = mustCall('socket', socketFamily.unix, types.tcp | openFlag.closeOnExec, 0);
  const length = putKernelName(kernelName);
  const bound = [probe, other].map((socket) => kernel('bind', socket, native().base + at.data, length) === 0);
  closeDescriptor(probe);
  closeDescriptor(other);
  return bound.includes(false);
}

function hostOf({ process, notification: { values } }: DecodedCall): Host | undefined {
  const address = readAddress(process.pid, values[1] ?? 0, values[2] ?? 0);
  return address?.kind === 'host' ? { family: address.family, host: address.host, port: address.port } : undefined;
}

function protocolIn(name: string): Protocol {
  return name.startsWith('udp') ? 'udp' : 'tcp';
}

function portIn(name: string): number {
  return Number(name.slice(name.indexOf(':') + 1));
}

function refuse({ notification }: DecodedCall, error: number, name: string): Effect {
  answerError(notification, error);
  return { result: { error: errnoName(error) }, footprint: onChannel(name) };
}

function answer(call: DecodedCall, socket: number, name: string): Effect {
  handOver(call, socket);
  answerValue(call.notification, 0);
  return { result: { value: 0 }, footprint: onChannel(name) };
}
