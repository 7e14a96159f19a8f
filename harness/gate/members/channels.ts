import { descriptorsOf } from './proc.js';
import { fcntl, openFlag } from '../kernel/flags.js';
import { call, closeDescriptor, mustCall, readLink } from '../kernel/call.js';
import { dataOf, readData, writeData } from '../kernel/data.js';
import { putDescriptor, type Notification } from '../kernel/listener.js';
import { bytesInPipe, makePipeWith, writePipe } from '../kernel/pipe.js';
import { makeSocketPair } from '../kernel/socket.js';
import { borrowing } from './descriptors.js';
import { socketPairsOf } from './socket-pairs.js';
import { fieldOf, flagsIn, infoOf, watchedIn, type Watched } from './descriptor-info.js';
import type { Process } from '../world/process.js';

/** A descriptor of a process. */
interface Open {
  readonly descriptor: number;
  readonly flags: number;
}

/**
 * What a process tells itself something by, other than its standard streams, as it was when the process became an original: a pipe, a
 * pair of sockets, an event counter, or what it waits for several descriptors with.
 */
export type Channel =
  | {
      readonly kind: 'counter';
      readonly at: readonly [Open, ...Open[]];
      readonly count: bigint;
      readonly isSemaphore: boolean;
    }
  | { readonly kind: 'pipe'; readonly reads: readonly Open[]; readonly writes: readonly Open[]; readonly held: Buffer }
  | { readonly kind: 'pair'; readonly type: number; readonly ends: readonly [readonly Open[], readonly Open[]] }
  | { readonly kind: 'events'; readonly at: readonly [Open]; readonly watched: readonly Watched[] };

/**
 * What a process has open, beside its standard streams, that its copies would share with it: a connection stays connected, and a pipe
 * is never at its end while an original has it open, too. Of what it has both ends itself, each copy gets its own.
 */
export function sharedBy(process: Process): 'terminal' | 'socket' | 'pipe' | undefined {
  const links = linksOf(process);
  if (links.some(([, link]) => isOfTerminal(link))) return 'terminal';
  const channels = channelsIn(process, links);
  if (sharesSocket(links, channels)) return 'socket';
  const pipes = channels.filter((channel) => channel.kind === 'pipe');
  return pipes.some(({ reads, writes }) => reads.length === 0 || writes.length === 0) ? 'pipe' : undefined;
}

/**
 * Whether copies of a process would share something beside its channels that each of them is to have for itself, so that no two of them
 * may live at a time.
 */
export function sharesMore(process: Process, channels: readonly Channel[]): boolean {
  const links = linksOf(process);
  const others = /^(?:\/memfd:|anon_inode:(?!\[event(?:fd|poll)\]))/;
  return sharesSocket(links, channels) || links.some(([, link]) => others.test(link));
}

/** Whether a path leads to one side of a terminal. */
export function isOfTerminal(path: string): boolean {
  return /^\/dev\/(?:pts\/)?(?:ptmx|\d+)$/.test(path);
}

/** Whether there is a socket that is no end of a pair. */
function sharesSocket(links: Links, channels: readonly Channel[]): boolean {
  return channels.filter(({ kind }) => kind === 'pair').length * 2 < socketsIn(links).size;
}

/** The inodes of the sockets among descriptors, each with one of these. */
function socketsIn(links: Links): ReadonlyMap<number, number> {
  return new Map(
    links.flatMap(([descriptor, link]): [number, number][] => {
      const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
      return inode === undefined ? [] : [[Number(inode), descriptor]];
    }),
  );
}

/** Numbers that no descriptor of a process has, the lowest first. */
export function unusedDescriptors({ pid }: Process, count: number): readonly number[] {
  const used = new Set(descriptorsOf(pid));
  return Array.from({ length: used.size + count }, (_, each) => each)
    .filter((each) => !used.has(each))
    .slice(0, count);
}

/**
 * The channels of a process that is to be copied: each copy gets its own. Undefined where a pipe holds something which could not be
 * put into another one. Node's libuv has one that always holds a byte.
 */
export function channelsOf(process: Process): readonly Channel[] | undefined {
  const whole = channelsIn(process, linksOf(process)).map((channel) =>
    channel.kind === 'pipe' ? filled(process, channel) : channel,
  );
  return whole.includes(undefined) ? undefined : whole.flatMap((channel) => channel ?? []);
}

/** The same, but for what lies in pipes. */
function channelsIn(process: Process, links: Links): readonly Channel[] {
  const channels = new Map<string, Channel>();
  for (const [descriptor, link] of links) {
    const info = infoOf(process.pid, descriptor);
    const open = { descriptor, flags: flagsIn(info) ?? 0 };
    if (link === 'anon_inode:[eventfd]') {
      // Duplicates are one counter.
      const id = `counter ${fieldOf(info, 'eventfd-id') ?? descriptor}`;
      const known = channels.get(id);
      const at: [Open, ...Open[]] = known?.kind === 'counter' ? [...known.at, open] : [open];
      const isSemaphore = fieldOf(info, 'eventfd-semaphore') === '1';
      const count = BigInt(`0x${fieldOf(info, 'eventfd-count') ?? '0'}`);
      channels.set(id, { kind: 'counter', at, count, isSemaphore });
    } else if (link === 'anon_inode:[eventpoll]') {
      channels.set(`events ${descriptor}`, { kind: 'events', at: [open], watched: watchedIn(info) });
    } else if (link.startsWith('pipe:')) {
      const known = channels.get(link);
      const before = known?.kind === 'pipe' ? known : { reads: [], writes: [] };
      const isRead = (open.flags & openFlag.accessMode) === 0;
      const reads = isRead ? [...before.reads, open] : before.reads;
      const writes = isRead ? before.writes : [...before.writes, open];
      channels.set(link, { kind: 'pipe', reads, writes, held: Buffer.alloc(0) });
    }
  }
  return [...channels.values(), ...pairsIn(process, links)];
}

function pairsIn(process: Process, links: Links): readonly Channel[] {
  const opened = (inode: number): Open[] =>
    links.flatMap(([descriptor, link]) =>
      link === `socket:[${inode}]` ? { descriptor, flags: flagsIn(infoOf(process.pid, descriptor)) ?? 0 } : [],
    );
  return socketPairsOf(process, socketsIn(links)).map(({ inodes: [one, other], type }) => ({
    kind: 'pair',
    type,
    ends: [opened(one), opened(other)],
  }));
}

/** Descriptors, and what the kernel says that each is. */
type Links = readonly (readonly [number, string])[];

function linksOf({ pid }: Process): Links {
  const descriptors = descriptorsOf(pid);
  return descriptors.filter((each) => each > 2).map((each) => [each, readLink(`/proc/${pid}/fd/${each}`) ?? '']);
}

type Pipe = Extract<Channel, { kind: 'pipe' }>;

/** A pipe with what lies in it, which nobody reads meanwhile; undefined where that can't be put into another. */
function filled(process: Process, pipe: Pipe): Pipe | undefined {
  const [reads] = pipe.reads;
  const [writes] = pipe.writes;
  if (reads === undefined) return pipe;
  return borrowing(process, reads.descriptor, (end): Pipe | undefined => {
    const bytes = bytesInPipe(end.descriptor);
    if (bytes === 0) return pipe;
    if (bytes > mostHeldBytes || writes === undefined) return undefined;
    const held = Buffer.from(dataOf(readData(end.descriptor, bytes)));
    // It goes back: the process may not become an original in the end.
    borrowing(process, writes.descriptor, (other) => void writePipe(other.descriptor, held));
    return { ...pipe, held };
  });
}

/** A pipe that holds less than a page takes it in one write. */
const mostHeldBytes = 4096;

/**
 * Gives a copy, which stays in its call, channels of its own in the place of those that it shares with its original: as they were when
 * that became one. A counter may have held something: a thread of the original that had work under way has then told another of its
 * end, and remembers that it need not tell it again. And a pipe that holds a byte may be a lock. What the copy waits for several
 * descriptors with watches none of them yet.
 */
export function giveChannels(notification: Notification, channels: readonly Channel[]): void {
  for (const channel of channels) {
    if (channel.kind === 'pipe') givePipe(notification, channel);
    else if (channel.kind === 'pair') givePair(notification, channel);
    else {
      const [{ flags }] = channel.at;
      const own =
        channel.kind === 'events'
          ? mustCall('epoll_create1', openFlag.closeOnExec)
          : counterWith(channel.count, flags, channel.isSemaphore);
      give(notification, own, channel.at);
    }
  }
}

/** An end that has no other belongs to nobody any more: at its end it stays. */
function givePipe(notification: Notification, { reads, writes, held }: Pipe): void {
  const [first] = reads;
  const [other] = writes;
  if (first === undefined || other === undefined) return;
  const { read, write } = makePipeWith(first.flags, other.flags);
  writePipe(write, held);
  give(notification, read, reads);
  give(notification, write, writes);
}

function givePair(notification: Notification, { type, ends: [one, other] }: Extract<Channel, { kind: 'pair' }>): void {
  const { ours, theirs } = makeSocketPair(type);
  for (const [own, at] of [
    [ours, one],
    [theirs, other],
  ] as const) {
    call('fcntl', own, fcntl.setFlags, (at[0]?.flags ?? 0) & openFlag.nonBlocking);
    give(notification, own, at);
  }
}

const semaphore = 1;
const counterBytes = 8;

function counterWith(count: bigint, flags: number, isSemaphore: boolean): number {
  const own = mustCall(
    'eventfd2',
    0,
    (flags & openFlag.nonBlocking) | openFlag.closeOnExec | (isSemaphore ? semaphore : 0),
  );
  if (count > 0n) {
    dataOf(counterBytes).writeBigUInt64LE(count);
    writeData(own, counterBytes);
  }
  return own;
}

/** Puts a descriptor of this process's in the place of some of a copy's, and closes it here. */
function give(notification: Notification, own: number, at: readonly Open[]): void {
  for (const { descriptor, flags } of at)
    putDescriptor(notification, own, descriptor, (flags & openFlag.closeOnExec) !== 0);
  closeDescriptor(own);
}
