import { closeDescriptor } from '../kernel/call.js';
import { receiveDescriptor } from '../kernel/descriptor-message.js';
import { seccomp, socketLevel } from '../kernel/flags.js';
import { putDescriptor, wakeTogether, type Notification } from '../kernel/listener.js';
import { writeMemory } from '../kernel/memory.js';
import { at, native } from '../kernel/native.js';
import { errnoName } from '../kernel/errno.js';
import { eventBytes, writeEvent } from '../kernel/poll.js';
import { make, type Registers } from '../kernel/ptrace.js';
import { makeSocketPair } from '../kernel/socket.js';
import { launcherFlags } from '../launch/launcher.js';
import { unusedDescriptors } from './channels.js';
import type { Watched } from './descriptor-info.js';
import { timerBytes, writeTimer, type MadeTimer } from './made-timers.js';
import type { Process } from '../world/process.js';

/**
 * How each copy of an original gets a listener of its own. The kernel has one a process; but once that of the original is closed, its
 * copies may install the same filter anew, each of which stands before the one that they have inherited.
 */
export interface Listening {
  /** The socket through which the listeners come, and its other end in the original. */
  readonly link: number;
  readonly linkThere: number;
  /** What number a copy's listener has in the copy. */
  readonly listenerThere: number;
  /** Where the filter lies in the original's memory, and so in that of its copies. */
  readonly filterAt: number;
  readonly messageAt: number;
  readonly watchedAt: number;
  readonly timersAt: number;
}

/** A socket for the listeners of copies. */
export type Link = Pick<Listening, 'link' | 'linkThere' | 'listenerThere'>;

/** Gives a process that stays in its call a socket to send listeners through. */
export function linkTo(process: Process, notification: Notification): Link {
  const { ours, theirs } = makeSocketPair();
  const [linkThere = -1, listenerThere = -1] = unusedDescriptors(process, 2);
  putDescriptor(notification, theirs, linkThere);
  closeDescriptor(theirs);
  return { link: ours, linkThere, listenerThere };
}

const wordBytes = 8;
/** Each of these begins where a word does: struct sock_fprog, struct mmsghdr, struct iovec, and a control message. */
const layout = { program: 0, message: 16, vector: 80, control: 96, watched: 128 } as const;
const controlBytes = 24;
const usedOfControl = 20n;
const rights = 1;
const [readable, writable] = [1, 2];
const [isPrivate, isAnonymous] = [0x02, 0x20];

/** What copies need in their memory. */
interface Prepared {
  readonly link: Link;
  readonly filter: Buffer;
  /** What they are to watch. */
  readonly watched: readonly Watched[];
  /** The timers that they are to make. */
  readonly timers: readonly MadeTimer[];
}

/** Writes what copies need into memory of a stopped original of its own; beside what is given, the message that brings a copy's listener. */
export function prepareCopies(
  process: Process,
  registers: Registers,
  { link, filter, watched, timers }: Prepared,
): Listening {
  const timersPlace = Math.ceil((layout.watched + watched.length * eventBytes) / wordBytes) * wordBytes;
  const filterPlace = timersPlace + timers.length * timerBytes;
  const bytes = Buffer.alloc(filterPlace + filter.length);
  const access = readable | writable;
  const start = make(process.pid, registers, 'mmap', 0, bytes.length, access, isPrivate | isAnonymous, -1, 0);
  if (start < 0) throw new Error(`The gate itself failed: mmap gave ${errnoName(-start)}.`);
  const address = (place: number): bigint => BigInt(start + place);
  bytes.writeUInt16LE(filter.length / wordBytes, layout.program);
  bytes.writeBigUInt64LE(address(filterPlace), layout.program + wordBytes);
  bytes.writeBigUInt64LE(address(layout.vector), layout.message + 16);
  bytes.writeBigUInt64LE(1n, layout.message + 24);
  bytes.writeBigUInt64LE(address(layout.control), layout.message + 32);
  bytes.writeBigUInt64LE(BigInt(controlBytes), layout.message + 40);
  // One byte of text, whichever.
  bytes.writeBigUInt64LE(address(0), layout.vector);
  bytes.writeBigUInt64LE(1n, layout.vector + wordBytes);
  bytes.writeBigUInt64LE(usedOfControl, layout.control);
  bytes.writeInt32LE(socketLevel, layout.control + wordBytes);
  bytes.writeInt32LE(rights, layout.control + wordBytes + 4);
  bytes.writeInt32LE(link.listenerThere, layout.control + 2 * wordBytes);
  watched.forEach((each, index) => writeEvent(bytes, layout.watched + index * eventBytes, each));
  timers.forEach((timer, index) => writeTimer(bytes, timersPlace + index * timerBytes, timer));
  filter.copy(bytes, filterPlace);
  bytes.copy(native().bytes, at.data);
  writeMemory(process.pid, start, bytes.length, at.data);
  const [messageAt, watchedAt, timersAt] = [start + layout.message, start + layout.watched, start + timersPlace];
  return { ...link, filterAt: start, messageAt, watchedAt, timersAt };
}

/** Where what a copy is told to watch is written, one after the other. */
export function watchedPlace({ watchedAt }: Listening, index: number): number {
  return watchedAt + index * eventBytes;
}

/** Where what a copy needs for a timer is written, one after the other. */
export function timerPlace({ timersAt }: Listening, index: number): number {
  return timersAt + index * timerBytes;
}

/** Has a stopped copy install the filter for itself; gives its listener. */
export function listenTo(
  { link, linkThere, listenerThere, filterAt, messageAt }: Listening,
  pid: number,
  registers: Registers,
): number {
  const flags = seccomp.newListener | seccomp.waitKillable;
  const there = make(pid, registers, 'seccomp', seccomp.setFilter, flags, filterAt);
  const sent = there === listenerThere ? make(pid, registers, 'sendmmsg', linkThere, messageAt, 1, launcherFlags) : 0;
  const listener = sent === 1 ? receiveDescriptor(link) : undefined;
  if (listener === undefined)
    throw new Error(`The gate itself failed: the filter of a copy gave ${there < 0 ? errnoName(-there) : there}.`);
  make(pid, registers, 'close_range', listenerThere, listenerThere, 0);
  wakeTogether(listener);
  return listener;
}
