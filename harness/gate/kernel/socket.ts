import { call, closeDescriptor, lastError, mustCall } from './call.js';
import { errno } from './errno.js';
import { messageFlag, openFlag, socketFamily, sixLevel, socketLevel, socketOption, socketType } from './flags.js';
import { dataAddress } from './data.js';
import { at, native } from './native.js';

/**
 * Unix sockets of this process. Their names are strings of bytes: a path with the byte 0 behind it, or one that the
 * kernel has given, with the byte 0 before it.
 */

const familyBytes = 2;
const mostNameBytes = 128;

function putName(name: string): { readonly address: number; readonly length: number } {
  const { bytes, base } = native();
  bytes.writeUInt16LE(socketFamily.unix, at.text);
  return { address: base + at.text, length: familyBytes + bytes.write(name, at.text + familyBytes, 'latin1') };
}

/** A pair of sockets that are connected to each other. */
export function makeSocketPair(type: number = socketType.stream): { readonly ours: number; readonly theirs: number } {
  const { words, base } = native();
  mustCall('socketpair', socketFamily.unix, type | openFlag.closeOnExec, 0, base + at.small);
  return { ours: words[at.small / 4] ?? -1, theirs: words[at.small / 4 + 1] ?? -1 };
}

/** The number of a socket's type, or undefined where it has none. */
export function typeOf(socket: number): number | undefined {
  return optionOf(socket, socketOption.type);
}

/** Whether others can connect to a socket. */
export function listens(socket: number): boolean {
  return optionOf(socket, socketOption.acceptsConnections) === 1;
}

/** How much a socket takes that nobody has received yet, as the kernel counts it. */
export function receiveRoom(socket: number): number {
  return optionOf(socket, socketOption.receiveRoom) ?? 0;
}

export function isOfSix(socket: number): boolean {
  return optionOf(socket, socketOption.domain) === socketFamily.six;
}

/** Whether a socket of IPv6 leaves IPv4 to others. */
export function isSixOnly(socket: number): boolean {
  return optionOf(socket, socketOption.sixOnly, sixLevel) === 1;
}

/** Whether a socket shares its port with others that do. */
export function sharesPort(socket: number): boolean {
  return optionOf(socket, socketOption.reusePort) === 1;
}

function optionOf(socket: number, option: number, level: number = socketLevel): number | undefined {
  const { bytes, base } = native();
  bytes.writeInt32LE(4, at.small + 8);
  const found = call('getsockopt', socket, level, option, base + at.small, base + at.small + 8);
  return found === 0 ? bytes.readInt32LE(at.small) : undefined;
}

/** Whether to send nothing to a stream, or to look at what has come, fails for another reason than that it would have to wait. */
export function triesInVain(socket: number, how: 'send' | 'receive'): boolean {
  const flags = messageFlag.dontWait | messageFlag.noSignal;
  const tried =
    how === 'send'
      ? call('sendto', socket, dataAddress(), 0, flags, 0, 0)
      : call('recvfrom', socket, native().base + at.small, 1, flags | messageFlag.peek, 0, 0);
  return tried < 0 && lastError() !== errno.EAGAIN;
}

/** Binds a socket to a name; the kernel chooses one where it is empty. */
export function bindTo(socket: number, name: string): number {
  const { address, length } = putName(name);
  return call('bind', socket, address, length);
}

/** Whether a socket with that name, which the kernel has given, is still open somewhere. */
export function isNameTaken(name: string): boolean {
  return [socketType.datagram, socketType.stream].some((type) => {
    const probe = mustCall('socket', socketFamily.unix, type | openFlag.closeOnExec, 0);
    const isFree = bindTo(probe, name) === 0;
    closeDescriptor(probe);
    return !isFree;
  });
}

export function connectTo(socket: number, name: string): number {
  const { address, length } = putName(name);
  return call('connect', socket, address, length);
}

/** The name of a socket, or of the one that it is connected to; empty where there is none. */
export function nameOfSocket(socket: number, which: 'getsockname' | 'getpeername'): string {
  const { bytes, base } = native();
  bytes.writeUInt32LE(mostNameBytes, at.small);
  if (call(which, socket, base + at.text, base + at.small) !== 0) return '';
  return bytes.toString('latin1', at.text + familyBytes, at.text + bytes.readUInt32LE(at.small));
}

/** Sends the first bytes of the block's data, to a name where one is given. */
export function sendData(socket: number, length: number, flags: number, to?: string): number {
  if (to === undefined) return call('sendto', socket, dataAddress(), length, flags, 0, 0);
  const name = putName(to);
  return call('sendto', socket, dataAddress(), length, flags, name.address, name.length);
}

/** Receives into the block's data: how many bytes, or -1, and the name of the socket that sent them. */
export function receiveData(
  socket: number,
  length: number,
  flags: number,
): { readonly got: number; readonly from: string } {
  const { bytes, base } = native();
  bytes.writeUInt32LE(mostNameBytes, at.small);
  const got = call('recvfrom', socket, dataAddress(), length, flags, base + at.text, base + at.small);
  const end = at.text + bytes.readUInt32LE(at.small);
  return { got, from: got < 0 ? '' : bytes.toString('latin1', at.text + familyBytes, end) };
}
