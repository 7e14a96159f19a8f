import { readLink } from '../kernel/call.js';

import { descriptorsOf } from '../members/proc.js';
import { borrowing, statusFlags, type Borrowed } from '../members/descriptors.js';
import { nameIn, type Directory } from '../world/directory.js';
import { changes } from '../files/effect.js';
import type { Notification } from '../kernel/listener.js';
import { isAny, isOwn, isSix, readAddress, type Address } from './address.js';
import { messageOf, neverComes, totalOf } from './message.js';
import { toldName } from '../world/told-name.js';
import type { Access, HeldStep } from '../world/step.js';
import { pollNow } from '../waits/poll-now.js';
import type { SocketStep } from '../kernel/syscalls.js';
import type { Status } from '../kernel/status.js';
import type { Tree } from '../world/tree.js';
import type { HeldCall } from '../world/held-call.js';
import type { Process } from '../world/process.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';
import type { Host, Sockets, End, Protocol } from '../world/sockets.js';
import { socketType, messageFlag, pollEvent, openFlag } from '../kernel/flags.js';
import { isSixOnly, listens, triesInVain, typeOf } from '../kernel/socket.js';

/** Makes a held step of a call on a socket; undefined when it is none of the execution's. */
export function decodeSocket(
  { world, tree, task, notification, name }: HeldCall,
  as: SocketStep,
  { descriptor }: Borrowed,
  { inode }: Status,
): DecodedCall | undefined {
  const { sockets, directory } = world;
  const { process, ordinal } = task;
  if (sockets === undefined || directory === undefined) return undefined;
  const end = sockets.ends.get(inode);
  const message = as === 'send' || as === 'receive' ? messageOf(name, process, notification) : undefined;
  const address = addressOf(as, process, notification, message?.name);
  const path = address?.kind === 'path' ? absolute(process, address.path) : undefined;
  const protocol = end?.network?.protocol ?? protocolOf(descriptor);
  const nameOfHost = (host: Host): string | undefined => {
    if (protocol === undefined || !isOwn(host)) return undefined;
    if (as !== 'bind') return nameOfReached(sockets, protocol, host);
    const port = host.port === 0 ? givePort(sockets, tree.ordinal) : host.port;
    return portName(protocol, port, isForSixAlone(host, descriptor));
  };
  const named =
    address?.kind === 'host'
      ? nameOfHost(address)
      : path !== undefined
        ? nameIn(directory, path)
        : as === 'send' && end?.network?.peer !== undefined && end.network.protocol === 'udp'
          ? nameOfReached(sockets, 'udp', end.network.peer)
          : end?.name;
  if (named === undefined) return undefined;
  const step: HeldStep = {
    process: tree.ordinal,
    thread: ordinal,
    call: as,
    path: toldSocket(world, named),
    ...(as === 'send' && message !== undefined && { bytes: totalOf(message) }),
  };
  const signature = { as, kind: 'socket' } as const;
  const paths = path === undefined ? [] : [path];
  return {
    name,
    signature: signature,
    process,
    notification,
    paths,
    names: [named],
    inode: undefined,
    linkTo: undefined,
    step,
  };
}

/** A socket's name as steps tell it. The number of a port is no number of a process. */
export function toldSocket(world: World, name: string): string {
  return /^(?:tcp|udp)6?:\d+$/.test(name) ? name : toldName(world, name);
}

const protocols = new Map<number, Protocol>([
  [socketType.stream, 'tcp'],
  [socketType.datagram, 'udp'],
]);

/** What a socket would speak on a network. */
function protocolOf(descriptor: number): Protocol | undefined {
  return protocols.get(typeOf(descriptor) ?? -1);
}

/** The address that a call gives; what it receives is none. */
function addressOf(
  as: SocketStep,
  { pid }: Process,
  { values: [, address = 0, length = 0] }: Notification,
  name: { readonly address: number; readonly length: number } | undefined,
): Address | undefined {
  if (as === 'bind' || as === 'connect') return readAddress(pid, address, length);
  return as === 'send' && name !== undefined ? readAddress(pid, name.address, name.length) : undefined;
}

function absolute({ pid }: Process, path: string): string | undefined {
  if (path.startsWith('/')) return path;
  const folder = readLink(`/proc/${pid}/cwd`);
  return folder === undefined ? undefined : `${folder}/${path}`;
}

const firstGiven = 49_152;
const givenToOne = 256;

/** A bind to any port gets one of the member's own, so that a port has the same number in every order. */
export function givePort(sockets: Sockets, member: number): number {
  const port = nextPort(sockets, member);
  sockets.given.set(member, (sockets.given.get(member) ?? 0) + 1);
  return port;
}

/** The port that a member is given next. */
export function nextPort({ given }: Sockets, member: number): number {
  return firstGiven + (member % 63) * givenToOne + ((given.get(member) ?? 0) % givenToOne);
}

/** A port's name in steps. What listens to IPv6 alone has a port of its own, beside the one of the same number of IPv4. */
export function portName(protocol: Protocol, port: number, isForSix = false): string {
  return `${protocol}${isForSix ? '6' : ''}:${port}`;
}

/** The name of the port that a host stands for. */
function nameOfReached({ ports }: Sockets, protocol: Protocol, host: Host): string {
  const six = portName(protocol, host.port, true);
  return isSix(host) && ports.has(six) ? six : portName(protocol, host.port);
}

/** Whether what is bound to an address of IPv6 leaves IPv4 to others: with any address it is for both, unless it says otherwise. */
function isForSixAlone(host: Host, descriptor: number): boolean {
  return isSix(host) && (!isAny(host) || isSixOnly(descriptor));
}

/** Whether a name is that of a port for datagrams. */
export function takesDatagrams(name: string | undefined): boolean {
  return name !== undefined && /^udp6?:/.test(name);
}

/** Whether a held call on a socket can go without waiting for another process. */
export function canGo({ name, process, notification, step, names }: DecodedCall): boolean {
  const { call } = step;
  if (call !== 'accept' && call !== 'send' && call !== 'receive') return true;
  // A datagram for which there is no room is lost, and its sender goes on.
  if (call === 'send' && takesDatagrams(names[0])) return true;
  const descriptor = (notification.values[0] ?? 0) | 0;
  const message = call === 'accept' ? undefined : messageOf(name, process, notification);
  if (message !== undefined && neverComes(name, message)) return true;
  const flags = message?.flags ?? 0;
  if ((flags & messageFlag.dontWait) !== 0 || !waits(process, descriptor)) return true;
  const asked = call === 'send' ? pollEvent.writable : pollEvent.readable;
  return pollNow(process, [{ descriptor, asked }])[0] !== 0 || failsAtOnce(process, descriptor, call);
}

/** Whether a call that seems to have to wait fails instead, as on a socket that is not connected. */
function failsAtOnce(process: Process, descriptor: number, call: 'accept' | 'send' | 'receive'): boolean {
  const found = borrowing(process, descriptor, (borrowed) => {
    if (!borrowed.shared) return false;
    if (call === 'accept') return !listens(borrowed.descriptor);
    // A datagram without bytes would be sent.
    if (call === 'send' && typeOf(borrowed.descriptor) !== socketType.stream) return false;
    return triesInVain(borrowed.descriptor, call);
  });
  return found === true;
}

function waits(process: Process, descriptor: number): boolean {
  const flags = borrowing(process, descriptor, (borrowed) => statusFlags(process, descriptor, borrowed));
  return flags !== undefined && (flags & openFlag.nonBlocking) === 0;
}

export function onChannel(channel: string | undefined): Access[] {
  return channel === undefined ? [] : [changes(`socket:${channel}`)];
}

/** Where a name in the directory leads to: its file's ordinal, which it keeps when it is renamed. */
export function channelAt(directory: Directory, inode: number): string | undefined {
  const known = directory.inodes.get(inode);
  return known === undefined ? undefined : String(known.ordinal);
}

/** The members that have sockets of the same channel as the one that a call is on, other than the caller. */
export function partners({ sockets }: World, { names: [name], step }: DecodedCall): readonly number[] {
  return membersOf(sockets, (end) => end.name === name).filter((each) => each !== step.process);
}

function membersOf(sockets: Sockets | undefined, are: (end: End) => boolean): readonly number[] {
  const members = [...(sockets?.ends.values() ?? [])].filter(are).map(({ member }) => member);
  return [...new Set(members)].toSorted((one, other) => one - other);
}

/** Whether a member still has sockets of the execution, which would mean nothing in the next one. */
export function leavesOpen({ sockets }: World, { ordinal, main }: Tree): boolean {
  const own = [...(sockets?.ends ?? [])].flatMap(([inode, { member }]) => (member === ordinal ? [inode] : []));
  if (own.length === 0) return false;
  const open = new Set(descriptorsOf(main.pid).map((each) => readLink(`/proc/${main.pid}/fd/${each}`)));
  return own.some((inode) => open.has(`socket:[${inode}]`));
}

/** What a process's end may do to the sockets that it had. */
export function closedBy({ sockets }: World, member: number): readonly Access[] {
  const ends = [...(sockets?.ends.values() ?? [])].filter((end) => end.member === member);
  return [...new Set(ends.map(({ channel }) => channel))].flatMap(onChannel);
}
