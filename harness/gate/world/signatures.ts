import type { SystemCall } from '../kernel/syscalls.js';

/**
 * How the gate makes a call on a process's behalf, once it is released. Each does exactly what the process
 * would have done itself, since paths are made absolute and a shared descriptor has one offset, and tells the result.
 *
 * - path: the same call with absolute paths.
 * - open: the same, and the descriptor is handed over.
 * - status, link: the same, and the answer is copied into the process's memory.
 * - write, read, seek, change: the same call on a duplicate of the descriptor.
 * - lock: see locks.ts.
 * - close: continued in the kernel; it cannot fail on an open descriptor.
 * - socket: see sockets.ts.
 */
type CallKind =
  | 'path'
  | 'open'
  | 'status'
  | 'statusX'
  | 'link'
  | 'write'
  | 'read'
  | 'list'
  | 'look'
  | 'change'
  | 'copy'
  | 'lock'
  | 'close'
  | 'socket';

/** What a system call's arguments mean: indexes into them. */
export interface CallSignature {
  /** The step's name for it: one name for all variants. */
  readonly as: string;
  readonly kind: CallKind;
  /** Paths, each with the argument that says where a relative one starts, unless that is the current directory. */
  readonly paths?: readonly (readonly [path: number, start?: number])[];
  readonly descriptor?: number;
  readonly flags?: number;
  readonly mode?: number;
  readonly bytes?: number;
  /** For `status` and `link`: the buffer. */
  readonly buffer?: number;
  /** The last component is taken as it is, even where it is a symbolic link. */
  readonly itself?: boolean;
}

const onPath = (as: string, ...paths: readonly (readonly [number, number?])[]): CallSignature => ({
  as,
  kind: 'path',
  paths,
  itself: true,
});
const onDescriptor = (as: string, kind: CallKind, bytes?: number): CallSignature => ({
  as,
  kind,
  descriptor: 0,
  ...(bytes === undefined ? {} : { bytes }),
});

const signatures: Partial<Record<SystemCall, CallSignature>> = {
  open: { as: 'open', kind: 'open', paths: [[0]], flags: 1, mode: 2 },
  openat: { as: 'open', kind: 'open', paths: [[1, 0]], flags: 2, mode: 3 },
  creat: { as: 'open', kind: 'open', paths: [[0]], mode: 1 },
  stat: { as: 'stat', kind: 'status', paths: [[0]], buffer: 1 },
  lstat: { as: 'stat', kind: 'status', paths: [[0]], buffer: 1, itself: true },
  newfstatat: { as: 'stat', kind: 'status', paths: [[1, 0]], buffer: 2 },
  statx: { as: 'stat', kind: 'statusX', paths: [[1, 0]], buffer: 4 },
  access: { as: 'access', kind: 'path', paths: [[0]] },
  faccessat: { as: 'access', kind: 'path', paths: [[1, 0]] },
  faccessat2: { as: 'access', kind: 'path', paths: [[1, 0]] },
  readlink: { as: 'readlink', kind: 'link', paths: [[0]], buffer: 1, bytes: 2, itself: true },
  readlinkat: { as: 'readlink', kind: 'link', paths: [[1, 0]], buffer: 2, bytes: 3, itself: true },
  rename: onPath('rename', [0], [1]),
  renameat: onPath('rename', [1, 0], [3, 2]),
  renameat2: onPath('rename', [1, 0], [3, 2]),
  link: onPath('link', [0], [1]),
  linkat: onPath('link', [1, 0], [3, 2]),
  symlink: onPath('symlink', [1]),
  symlinkat: onPath('symlink', [2, 1]),
  unlink: onPath('unlink', [0]),
  unlinkat: onPath('unlink', [1, 0]),
  rmdir: onPath('rmdir', [0]),
  mkdir: onPath('mkdir', [0]),
  mkdirat: onPath('mkdir', [1, 0]),
  truncate: { as: 'truncate', kind: 'path', paths: [[0]], bytes: 1 },
  chmod: { as: 'chmod', kind: 'path', paths: [[0]] },
  fchmodat: { as: 'chmod', kind: 'path', paths: [[1, 0]] },
  utimensat: { as: 'utimes', kind: 'path', paths: [[1, 0]] },
  write: onDescriptor('write', 'write', 2),
  pwrite64: onDescriptor('write', 'write', 2),
  writev: onDescriptor('write', 'write'),
  pwritev: onDescriptor('write', 'write'),
  pwritev2: onDescriptor('write', 'write'),
  read: onDescriptor('read', 'read', 2),
  pread64: onDescriptor('read', 'read', 2),
  readv: onDescriptor('read', 'read'),
  preadv: onDescriptor('read', 'read'),
  preadv2: onDescriptor('read', 'read'),
  getdents64: onDescriptor('list', 'list', 2),
  lseek: onDescriptor('seek', 'change'),
  fstat: onDescriptor('stat', 'look'),
  ftruncate: onDescriptor('truncate', 'change', 1),
  fchmod: onDescriptor('chmod', 'change'),
  fallocate: onDescriptor('allocate', 'change', 3),
  fsync: onDescriptor('sync', 'change'),
  fdatasync: onDescriptor('sync', 'change'),
  sendfile: onDescriptor('copy', 'copy', 3),
  copy_file_range: { as: 'copy', kind: 'copy', descriptor: 2, bytes: 4 },
  flock: onDescriptor('lock', 'lock'),
  fcntl: onDescriptor('lock', 'lock'),
  close: onDescriptor('close', 'close'),
};

export function signatureOf(call: SystemCall): CallSignature | undefined {
  return signatures[call];
}
