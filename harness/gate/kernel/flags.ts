import { constants } from 'node:fs';

/** The kernel's flags and small numbers, each set named by the calls that take it. */

/** For open and for the descriptors that come of it. Some differ between machines. */
export const openFlag: Readonly<
  Record<
    | 'writeOnly'
    | 'readWrite'
    | 'accessMode'
    | 'create'
    | 'truncate'
    | 'append'
    | 'nonBlocking'
    | 'noFollow'
    | 'closeOnExec'
    | 'pathOnly'
    | 'temporary',
    number
  >
> = {
  writeOnly: constants.O_WRONLY,
  readWrite: constants.O_RDWR,
  accessMode: 0o3,
  create: constants.O_CREAT,
  truncate: constants.O_TRUNC,
  append: constants.O_APPEND,
  nonBlocking: constants.O_NONBLOCK,
  noFollow: constants.O_NOFOLLOW,
  closeOnExec: 0o2000000,
  pathOnly: 0o10000000,
  temporary: 0o20000000,
};

/** For the calls that take a directory beside a path. */
export const atFlag = { currentDirectory: -100, noFollow: 0x100, removeDirectory: 0x200, emptyPath: 0x1000 } as const;

/** For renameat2. */
export const renameFlag = { exchange: 2 } as const;

/** The commands of fcntl. A lock belongs to a process, or to an open file description. */
export const fcntl = {
  getFlags: 3,
  setFlags: 4,
  getLock: 5,
  setLock: 6,
  waitLock: 7,
  /** Whom SIGIO tells that something can be read or written. */
  setOwner: 8,
  getDescriptionLock: 36,
  setDescriptionLock: 37,
  waitDescriptionLock: 38,
} as const;

/** The types of a lock of fcntl. */
export const lockType = { read: 0, write: 1, unlock: 2 } as const;

/** The operations of flock. */
export const flock = { shared: 1, exclusive: 2, nonBlocking: 4, unlock: 8 } as const;

/** For what is sent and received. */
export const messageFlag = {
  peek: 0x2,
  truncated: 0x20,
  dontWait: 0x40,
  endOfRecord: 0x80,
  noSignal: 0x4000,
  closeOnExec: 0x4000_0000,
} as const;

export const socketFamily = { none: 0, unix: 1, four: 2, six: 10 } as const;
export const socketType = { stream: 1, datagram: 2 } as const;

/** The level of a socket's own options, and those that the gate knows. */
export const socketLevel = 1;
export const socketOption = {
  type: 3,
  receiveRoom: 8,
  reusePort: 15,
  acceptsConnections: 30,
  protocol: 38,
  domain: 39,
  /** At the level of IPv6. */
  sixOnly: 26,
} as const;
export const sixLevel = 41;

/** What poll asks about a descriptor, and what it answers. */
export const pollEvent = {
  readable: 0x1,
  urgent: 0x2,
  writable: 0x4,
  failed: 0x8,
  hungUp: 0x10,
  invalid: 0x20,
} as const;

export const seccomp = {
  setFilter: 1,
  isActionKnown: 2,
  newListener: 0x8,
  waitKillable: 0x20,
  actions: { hold: 0x7fc0_0000, allow: 0x7fff_0000, fail: 0x0005_0000 },
} as const;

/** What clone shares between the one that makes and the one that is made, and where the new number is stored. */
export const cloneFlag = {
  memory: 0x100,
  folder: 0x200,
  files: 0x400,
  handlers: 0x800,
  parent: 0x8000,
  thread: 0x1_0000,
  semaphores: 0x4_0000,
  clearNumber: 0x20_0000,
  setNumber: 0x100_0000,
} as const;

/** Stands in the last argument of clone, which the kernel does not look at, where the gate has a process make a copy of itself. */
export const copyMark = 0x6c74_6370;
