import { closeDescriptor, mustCall } from '../kernel/call.js';
import { opensAgain, statusFlags } from '../members/descriptors.js';
import { answerError, putDescriptor } from '../kernel/listener.js';
import { errno, errnoName } from '../kernel/errno.js';
import { isAny, isForNobody, isSix, onLoopback, readAddress } from './address.js';
import { givePort, nextPort, onChannel, portName } from './sockets.js';
import { hostBehind } from './datagrams.js';
import { openAt, takersAt } from './ports.js';
import { statusOf } from '../kernel/status.js';
import { answerWith, type Effect } from '../files/effect.js';
import type { DecodedCall } from '../world/call.js';
import type { Family, Host, Port, Sockets, End, Network, Protocol } from '../world/sockets.js';
import { socketType, socketFamily, openFlag } from '../kernel/flags.js';
import { connectTo, isOfSix, nameOfSocket, receiveRoom, bindTo, sharesPort } from '../kernel/socket.js';

/**
 * An execution has the loopback for itself, as in a network of its own: its ports are numbers that the gate gives, and
 * only its processes can be reached there. A socket is replaced, when it is bound to a port or connected to one, by a
 * Unix socket. That takes the same calls, but what is sent is there at once, where in the kernel's own network it comes
 * after packets, acknowledgements and timers that no schedule controls. Two habits of a network are kept: the first
 * message through TCP to a process that has gone is taken, since its end is not known yet; and a datagram to a port that
 * nothing receives from is dropped.
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
  if (host === undefined || end !== undefined) return refuse(call, errno.EINVAL, name);
  const beside = openAt(sockets, name);
  const shares = sharesPort(descriptor);
  if (beside.some((other) => !shares || !other.shares)) return refuse(call, errno.EADDRINUSE, name);
  const network: Network = { protocol: protocolIn(name), own: { ...host, port: portIn(name) } };
  const socket = standIn(call, descriptor, network.protocol);
  const bound: End = { channel: name, name, member: call.step.process, network };
  makeEnd(sockets, socket, bound, { port: name, descriptor, beside });
  return answer(call, socket, name);
}

export function connectPort({ sockets, call, end, descriptor }: OnLoopback): Effect {
  const [name = ''] = call.names;
  const host = hostOf(call);
  const protocol = protocolIn(name);
  if (host === undefined) {
    if (end?.network?.protocol !== 'udp' || !isForNobody(call.process.pid, call.notification.values[1] ?? 0))
      return refuse(call, errno.EINVAL, name);
    end.network.peer = undefined;
    return succeed(call, name);
  }
  if (protocol === 'udp') {
    const own = end ?? replaceUnbound(sockets, call, descriptor, host);
    if (own.network !== undefined) turnTo(own.network, host);
    return succeed(call, name);
  }
  const member = call.step.process;
  const socket = end === undefined ? standIn(call, descriptor, protocol) : descriptor;
  const takers = takersAt(sockets, name, () => end?.network?.own.port ?? nextPort(sockets, member));
  if (!takers.some(({ kernelName }) => connectTo(socket, kernelName) === 0)) {
    if (end === undefined) closeDescriptor(socket);
    return refuse(call, errno.ECONNREFUSED, name);
  }
  const family = end?.network?.own.family ?? familyOf(descriptor);
  const own = end?.network?.own ?? loopbackFor(family, host, givePort(sockets, member));
  const peer = loopbackFor(family, host);
  const port = portName(protocol, own.port);
  makeEnd(sockets, socket, { channel: name, name, member, network: { protocol, own, peer } }, { port, descriptor });
  return end === undefined ? answer(call, socket, name) : succeed(call, name);
}

function familyOf(socket: number): Family {
  return isOfSix(socket) ? 6 : 4;
}

/** The loopback as a socket of a family sees it that speaks to a host: one of IPv6 may speak to one of IPv4. */
function loopbackFor(family: Family, to: Host, port: number = to.port): Host {
  return onLoopback(family, port, isSix(to) ? 6 : 4);
}

/** Has a socket for datagrams speak to a host from now on, and say which address of its own it has for that, unless it was bound to one. */
function turnTo(network: Network, to: Host): void {
  const { own } = network;
  network.peer = loopbackFor(own.family, to);
  if (isAny(own) || own.family === 6) network.own = loopbackFor(own.family, to, own.port);
}

/** Replaces a socket that was never bound and is about to send its first datagram. */
export function replaceUnbound(sockets: Sockets, call: DecodedCall, descriptor: number, to: Host): End {
  const own = loopbackFor(familyOf(descriptor), to, givePort(sockets, call.step.process));
  const name = portName('udp', own.port);
  const end: End = { channel: name, name, member: call.step.process, network: { protocol: 'udp', own } };
  const socket = standIn(call, descriptor, 'udp');
  makeEnd(sockets, socket, end, { port: name, descriptor });
  handOver(call, socket);
  return end;
}

/** The end of a connection that has just been accepted through a listening one's. */
export function acceptedEnd(sockets: Sockets, accepted: number, listening: End, member: number): End {
  if (listening.network === undefined) return { ...listening, member };
  const { protocol, own } = listening.network;
  const client = hostBehind(sockets, nameOfSocket(accepted, 'getpeername'));
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
  bindTo(socket, '');
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

/** Where a socket stands: the name of its port, the socket whose place it takes, and those that are bound to the same port already. */
interface Standing {
  readonly port: string;
  readonly descriptor: number;
  readonly beside?: readonly Port[];
}

function makeEnd(sockets: Sockets, socket: number, end: End, { port, descriptor, beside = [] }: Standing): void {
  const status = statusOf(socket);
  if (status !== undefined) sockets.ends.set(status.inode, end);
  const { network } = end;
  if (network === undefined) return;
  const own: Port = {
    host: network.own,
    shares: sharesPort(descriptor),
    kernelName: nameOfSocket(socket, 'getsockname'),
    room: receiveRoom(descriptor),
    unread: [],
    later: [],
  };
  sockets.ports.set(port, [...beside, own]);
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
  return succeed(call, name);
}

function succeed(call: DecodedCall, name: string): Effect {
  return { result: answerWith(call, 0), footprint: onChannel(name) };
}
