/**
 * The system calls that the gate holds, answers, makes itself or finds a thread in: one row a call, from which its
 * number, what the filter does with it, and its meaning as a step are built.
 */
export interface Row {
  /** Its numbers, from the kernel's own tables; arm64 does not have all. arm64 has not been tried on hardware. */
  readonly x64: number;
  readonly arm64?: number;
  readonly filter?: FilterRule;
  /** For a call that waits: the argument that says how long. */
  readonly timeout?: number;
  /** What it is on a socket of the execution, where it is held at every granularity. A question is no step. */
  readonly onSocket?: SocketStep | 'question';
  /** What it is on a file of the execution. */
  readonly step?: CallSignature;
}

/**
 * When the filter holds a call on a file. What it does not hold, the kernel does at once, unseen.
 *
 * - always, from-std, from-full: at every granularity, or at that one and finer ones.
 * - creating: at `min` only where the call creates a file or opens one for writing; always at finer ones.
 * - telling-times: always, since it tells times of files that must be the virtual ones. Where it is no step, it is answered at
 *   once: at `std` a look at a descriptor, at `min` also one at a path.
 * - waiting: where its time-out is not 0. To ask what is ready without waiting is harmless, since nothing else in the
 *   member runs meanwhile.
 * - locking: where it takes or gives up a lock, or says whom to tell of what can be read.
 * - clock: where it asks for any clock but those that count processor time.
 * - unless-launcher: except with the flags with which a filter's listener is sent, before it is listened to.
 * - unless-copied: except where the gate has a process make it, so that it is copied.
 * - sharing: where it maps memory that is shared.
 * - cloning: never, but it fails with EOPNOTSUPP, as on most file systems, where it has a file share the blocks of another one.
 * - refused: it is never made, and fails with ENOSYS.
 */
export type FilterRule =
  | 'always'
  | 'from-std'
  | 'from-full'
  | 'creating'
  | 'telling-times'
  | 'waiting'
  | 'locking'
  | 'clock'
  | 'unless-launcher'
  | 'unless-copied'
  | 'sharing'
  | 'cloning'
  | 'refused';

/**
 * How the gate makes a call on a process's behalf, once it is released. Each does exactly what the process would have
 * done itself, since paths are made absolute and a shared descriptor has one offset, and tells the result.
 *
 * - path: the same call with absolute paths.
 * - open: with an absolute path; the descriptor is handed over.
 * - status, statusX, link: with an absolute path; the answer is copied into the process's memory.
 * - write, read, list, look, change, copy: the same call on a duplicate of the descriptor.
 * - attribute: by an absolute path or on a duplicate, with the name and the value copied here; see attributes.ts.
 * - lock: see locks.ts.
 * - close: continued in the kernel; it cannot fail on an open descriptor.
 * - socket: see sockets/perform.ts.
 */
export type CallKind =
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
  | 'attribute'
  | 'lock'
  | 'close'
  | 'socket';

/** What a system call's arguments mean: indexes into them. */
export interface CallSignature {
  /** The step's name for it: one name for all variants. */
  readonly as: StepCall;
  readonly kind: CallKind;
  /** A call without paths is on a descriptor. */
  readonly paths?: readonly number[];
  /** A relative path starts at the descriptor in the argument before it, otherwise in the current directory. */
  readonly at?: true;
  /** A symbolic link at the end of the path is followed. */
  readonly follows?: true;
  /** The flags with which an empty path stands for the descriptor before it. */
  readonly emptyPath?: number;
  /** The descriptor; default 0, the first argument. */
  readonly descriptor?: number;
  readonly flags?: number;
  readonly mode?: number;
  /** Where flags and mode lie in a structure (struct open_how): its address. */
  readonly structure?: number;
  /** How many bytes. A read or write without this has several buffers: their addresses and lengths, and their number. */
  readonly bytes?: number;
  /** For `status` and `link`: the buffer. */
  readonly buffer?: number;
}

const rows = {
  // Files, by their paths.
  open: { x64: 2, filter: 'creating', step: { as: 'open', kind: 'open', paths: [0], flags: 1, mode: 2 } },
  openat: {
    x64: 257,
    arm64: 56,
    filter: 'creating',
    step: { as: 'open', kind: 'open', paths: [1], at: true, flags: 2, mode: 3 },
  },
  openat2: {
    x64: 437,
    arm64: 437,
    filter: 'always',
    step: { as: 'open', kind: 'open', paths: [1], at: true, structure: 2 },
  },
  creat: { x64: 85, filter: 'always', step: { as: 'open', kind: 'open', paths: [0], mode: 1 } },
  stat: { x64: 4, filter: 'telling-times', step: { as: 'stat', kind: 'status', paths: [0], buffer: 1 } },
  lstat: { x64: 6, filter: 'telling-times', step: { as: 'stat', kind: 'status', paths: [0], buffer: 1 } },
  newfstatat: {
    x64: 262,
    arm64: 79,
    filter: 'telling-times',
    step: { as: 'stat', kind: 'status', paths: [1], at: true, buffer: 2, emptyPath: 3 },
  },
  statx: {
    x64: 332,
    arm64: 291,
    filter: 'telling-times',
    step: { as: 'stat', kind: 'statusX', paths: [1], at: true, buffer: 4, emptyPath: 2 },
  },
  access: { x64: 21, filter: 'from-std', step: { as: 'access', kind: 'path', paths: [0] } },
  faccessat: { x64: 269, arm64: 48, filter: 'from-std', step: { as: 'access', kind: 'path', paths: [1], at: true } },
  faccessat2: {
    x64: 439,
    arm64: 439,
    filter: 'from-std',
    step: { as: 'access', kind: 'path', paths: [1], at: true, emptyPath: 3 },
  },
  readlink: { x64: 89, filter: 'from-std', step: { as: 'readlink', kind: 'link', paths: [0], buffer: 1, bytes: 2 } },
  readlinkat: {
    x64: 267,
    arm64: 78,
    filter: 'from-std',
    step: { as: 'readlink', kind: 'link', paths: [1], at: true, buffer: 2, bytes: 3 },
  },
  rename: { x64: 82, filter: 'always', step: { as: 'rename', kind: 'path', paths: [0, 1] } },
  renameat: { x64: 264, arm64: 38, filter: 'always', step: { as: 'rename', kind: 'path', paths: [1, 3], at: true } },
  renameat2: { x64: 316, arm64: 276, filter: 'always', step: { as: 'rename', kind: 'path', paths: [1, 3], at: true } },
  link: { x64: 86, filter: 'always', step: { as: 'link', kind: 'path', paths: [0, 1] } },
  linkat: {
    x64: 265,
    arm64: 37,
    filter: 'always',
    step: { as: 'link', kind: 'path', paths: [1, 3], at: true, emptyPath: 4 },
  },
  symlink: { x64: 88, filter: 'always', step: { as: 'symlink', kind: 'path', paths: [1] } },
  symlinkat: { x64: 266, arm64: 36, filter: 'always', step: { as: 'symlink', kind: 'path', paths: [2], at: true } },
  unlink: { x64: 87, filter: 'always', step: { as: 'unlink', kind: 'path', paths: [0] } },
  unlinkat: { x64: 263, arm64: 35, filter: 'always', step: { as: 'unlink', kind: 'path', paths: [1], at: true } },
  rmdir: { x64: 84, filter: 'always', step: { as: 'rmdir', kind: 'path', paths: [0] } },
  mkdir: { x64: 83, filter: 'always', step: { as: 'mkdir', kind: 'path', paths: [0] } },
  mkdirat: { x64: 258, arm64: 34, filter: 'always', step: { as: 'mkdir', kind: 'path', paths: [1], at: true } },
  mknod: { x64: 133, filter: 'always', step: { as: 'mknod', kind: 'path', paths: [0] } },
  mknodat: { x64: 259, arm64: 33, filter: 'always', step: { as: 'mknod', kind: 'path', paths: [1], at: true } },
  truncate: {
    x64: 76,
    arm64: 45,
    filter: 'always',
    step: { as: 'truncate', kind: 'path', paths: [0], follows: true, bytes: 1 },
  },
  chmod: { x64: 90, filter: 'always', step: { as: 'chmod', kind: 'path', paths: [0], follows: true } },
  fchmodat: {
    x64: 268,
    arm64: 53,
    filter: 'always',
    step: { as: 'chmod', kind: 'path', paths: [1], at: true, follows: true },
  },
  fchmodat2: {
    x64: 452,
    arm64: 452,
    filter: 'always',
    step: { as: 'chmod', kind: 'path', paths: [1], at: true, follows: true, emptyPath: 3 },
  },
  chown: { x64: 92, filter: 'always', step: { as: 'chown', kind: 'path', paths: [0], follows: true } },
  lchown: { x64: 94, filter: 'always', step: { as: 'chown', kind: 'path', paths: [0] } },
  fchownat: {
    x64: 260,
    arm64: 54,
    filter: 'always',
    step: { as: 'chown', kind: 'path', paths: [1], at: true, follows: true, emptyPath: 4 },
  },
  utimensat: {
    x64: 280,
    arm64: 88,
    filter: 'always',
    step: { as: 'utimes', kind: 'path', paths: [1], at: true, follows: true },
  },
  futimesat: { x64: 261, filter: 'always', step: { as: 'utimes', kind: 'path', paths: [1], at: true, follows: true } },
  utimes: { x64: 235, filter: 'always', step: { as: 'utimes', kind: 'path', paths: [0], follows: true } },
  utime: { x64: 132, filter: 'always', step: { as: 'utimes', kind: 'path', paths: [0], follows: true } },
  setxattr: {
    x64: 188,
    arm64: 5,
    filter: 'always',
    step: { as: 'setxattr', kind: 'attribute', paths: [0], follows: true },
  },
  lsetxattr: { x64: 189, arm64: 6, filter: 'always', step: { as: 'setxattr', kind: 'attribute', paths: [0] } },
  removexattr: {
    x64: 197,
    arm64: 14,
    filter: 'always',
    step: { as: 'removexattr', kind: 'attribute', paths: [0], follows: true },
  },
  lremovexattr: { x64: 198, arm64: 15, filter: 'always', step: { as: 'removexattr', kind: 'attribute', paths: [0] } },
  // Files and sockets, by descriptors.
  read: { x64: 0, arm64: 63, filter: 'from-full', onSocket: 'receive', step: { as: 'read', kind: 'read', bytes: 2 } },
  readv: { x64: 19, arm64: 65, filter: 'from-full', onSocket: 'receive', step: { as: 'read', kind: 'read' } },
  pread64: { x64: 17, arm64: 67, filter: 'from-full', step: { as: 'read', kind: 'read', bytes: 2 } },
  preadv: { x64: 295, arm64: 69, filter: 'from-full', step: { as: 'read', kind: 'read' } },
  preadv2: { x64: 327, arm64: 286, filter: 'from-full', step: { as: 'read', kind: 'read' } },
  write: { x64: 1, arm64: 64, filter: 'always', onSocket: 'send', step: { as: 'write', kind: 'write', bytes: 2 } },
  writev: { x64: 20, arm64: 66, filter: 'always', onSocket: 'send', step: { as: 'write', kind: 'write' } },
  pwrite64: { x64: 18, arm64: 68, filter: 'always', step: { as: 'write', kind: 'write', bytes: 2 } },
  pwritev: { x64: 296, arm64: 70, filter: 'always', step: { as: 'write', kind: 'write' } },
  pwritev2: { x64: 328, arm64: 287, filter: 'always', step: { as: 'write', kind: 'write' } },
  sendfile: { x64: 40, arm64: 71, filter: 'always', step: { as: 'copy', kind: 'copy', bytes: 3 } },
  copy_file_range: {
    x64: 326,
    arm64: 285,
    filter: 'always',
    step: { as: 'copy', kind: 'copy', descriptor: 2, bytes: 4 },
  },
  splice: { x64: 275, arm64: 76, filter: 'always', step: { as: 'copy', kind: 'copy', descriptor: 2, bytes: 4 } },
  getdents64: { x64: 217, arm64: 61, filter: 'from-std', step: { as: 'list', kind: 'list', bytes: 2 } },
  lseek: { x64: 8, arm64: 62, filter: 'from-full', step: { as: 'seek', kind: 'change' } },
  fstat: { x64: 5, arm64: 80, filter: 'telling-times', step: { as: 'stat', kind: 'look' } },
  ftruncate: { x64: 77, arm64: 46, filter: 'always', step: { as: 'truncate', kind: 'change', bytes: 1 } },
  fallocate: { x64: 285, arm64: 47, filter: 'always', step: { as: 'allocate', kind: 'change', bytes: 3 } },
  fchmod: { x64: 91, arm64: 52, filter: 'always', step: { as: 'chmod', kind: 'change' } },
  fsetxattr: { x64: 190, arm64: 7, filter: 'always', step: { as: 'setxattr', kind: 'attribute' } },
  fremovexattr: { x64: 199, arm64: 16, filter: 'always', step: { as: 'removexattr', kind: 'attribute' } },
  fchown: { x64: 93, arm64: 55, filter: 'always', step: { as: 'chown', kind: 'change' } },
  fsync: { x64: 74, arm64: 82, filter: 'always', step: { as: 'sync', kind: 'change' } },
  fdatasync: { x64: 75, arm64: 83, filter: 'always', step: { as: 'sync', kind: 'change' } },
  flock: { x64: 73, arm64: 32, filter: 'always', step: { as: 'lock', kind: 'lock' } },
  fcntl: { x64: 72, arm64: 25, filter: 'locking', step: { as: 'lock', kind: 'lock' } },
  close: { x64: 3, arm64: 57, filter: 'from-full', onSocket: 'close', step: { as: 'close', kind: 'close' } },
  // Sockets.
  bind: { x64: 49, arm64: 200, onSocket: 'bind' },
  listen: { x64: 50, arm64: 201, onSocket: 'listen' },
  connect: { x64: 42, arm64: 203, onSocket: 'connect' },
  accept: { x64: 43, arm64: 202, onSocket: 'accept' },
  accept4: { x64: 288, arm64: 242, onSocket: 'accept' },
  sendto: { x64: 44, arm64: 206, onSocket: 'send' },
  sendmsg: { x64: 46, arm64: 211, onSocket: 'send' },
  sendmmsg: { x64: 307, arm64: 269, filter: 'unless-launcher', onSocket: 'send' },
  recvfrom: { x64: 45, arm64: 207, onSocket: 'receive' },
  recvmsg: { x64: 47, arm64: 212, onSocket: 'receive' },
  recvmmsg: { x64: 299, arm64: 243, onSocket: 'receive' },
  shutdown: { x64: 48, arm64: 210, onSocket: 'shutdown' },
  getsockname: { x64: 51, arm64: 204, onSocket: 'question' },
  getpeername: { x64: 52, arm64: 205, onSocket: 'question' },
  getsockopt: { x64: 55, arm64: 209, onSocket: 'question' },
  setsockopt: { x64: 54, arm64: 208, onSocket: 'question' },
  // Waits.
  epoll_wait: { x64: 232, filter: 'waiting', timeout: 3 },
  epoll_pwait: { x64: 281, arm64: 22, filter: 'waiting', timeout: 3 },
  epoll_pwait2: { x64: 441, arm64: 441, filter: 'always' },
  poll: { x64: 7, filter: 'waiting', timeout: 2 },
  ppoll: { x64: 271, arm64: 73, filter: 'always' },
  select: { x64: 23, filter: 'always' },
  pselect6: { x64: 270, arm64: 72, filter: 'always' },
  nanosleep: { x64: 35, arm64: 101, filter: 'always' },
  clock_nanosleep: { x64: 230, arm64: 115, filter: 'always' },
  sched_yield: { x64: 24, arm64: 124, filter: 'always' },
  futex: { x64: 202, arm64: 98, filter: 'always' },
  wait4: { x64: 61, arm64: 260, filter: 'always' },
  waitid: { x64: 247, arm64: 95, filter: 'always' },
  rt_sigtimedwait: { x64: 128, arm64: 137, filter: 'always' },
  rt_sigsuspend: { x64: 130, arm64: 133, filter: 'always' },
  pause: { x64: 34, filter: 'always' },
  // Locks, queues and memory of the system's own. One thread at a time calls those in which the kernel has threads wait.
  semget: { x64: 64, arm64: 190, filter: 'always' },
  msgget: { x64: 68, arm64: 186, filter: 'always' },
  shmget: { x64: 29, arm64: 194, filter: 'always' },
  mq_open: { x64: 240, arm64: 180, filter: 'always' },
  mq_unlink: { x64: 241, arm64: 181, filter: 'always' },
  semop: { x64: 65, arm64: 193, filter: 'always' },
  semtimedop: { x64: 220, arm64: 192, filter: 'always' },
  msgsnd: { x64: 69, arm64: 189, filter: 'always' },
  msgrcv: { x64: 70, arm64: 188, filter: 'always' },
  mq_timedsend: { x64: 242, arm64: 182, filter: 'always' },
  mq_timedreceive: { x64: 243, arm64: 183, filter: 'always' },
  // What may end the wait of another thread.
  kill: { x64: 62, arm64: 129, filter: 'always' },
  tkill: { x64: 200, arm64: 130, filter: 'always' },
  tgkill: { x64: 234, arm64: 131, filter: 'always' },
  rt_sigqueueinfo: { x64: 129, arm64: 138, filter: 'always' },
  rt_tgsigqueueinfo: { x64: 297, arm64: 240, filter: 'always' },
  pidfd_send_signal: { x64: 424, arm64: 424, filter: 'always' },
  // What reads signals from a descriptor.
  signalfd: { x64: 282, filter: 'always' },
  signalfd4: { x64: 289, arm64: 74, filter: 'always' },
  inotify_add_watch: { x64: 254, arm64: 27, filter: 'always' },
  // Threads and processes.
  clone: { x64: 56, arm64: 220, filter: 'unless-copied' },
  clone3: { x64: 435, arm64: 435, filter: 'always' },
  fork: { x64: 57, filter: 'always' },
  vfork: { x64: 58, filter: 'always' },
  execve: { x64: 59, arm64: 221, filter: 'always' },
  execveat: { x64: 322, arm64: 281, filter: 'always' },
  exit: { x64: 60, arm64: 93, filter: 'always' },
  exit_group: { x64: 231, arm64: 94, filter: 'always' },
  // A copy goes by its original's number.
  getpid: { x64: 39, arm64: 172, filter: 'always' },
  gettid: { x64: 186, arm64: 178, filter: 'always' },
  getppid: { x64: 110, arm64: 173, filter: 'always' },
  // The first call of a new thread, with the GNU C library and in Go.
  set_robust_list: { x64: 273, arm64: 99, filter: 'always' },
  sigaltstack: { x64: 131, arm64: 132, filter: 'always' },
  set_tid_address: { x64: 218, arm64: 96, filter: 'always' },
  arch_prctl: { x64: 158, filter: 'always' },
  umask: { x64: 95, arm64: 166, filter: 'always' },
  // Time and randomness.
  clock_gettime: { x64: 228, arm64: 113, filter: 'clock' },
  gettimeofday: { x64: 96, arm64: 169, filter: 'always' },
  time: { x64: 201, filter: 'always' },
  setitimer: { x64: 38, arm64: 103, filter: 'always' },
  getitimer: { x64: 36, arm64: 102, filter: 'always' },
  alarm: { x64: 37, filter: 'always' },
  timer_settime: { x64: 223, arm64: 110, filter: 'always' },
  timer_gettime: { x64: 224, arm64: 108, filter: 'always' },
  timer_delete: { x64: 226, arm64: 111, filter: 'always' },
  timerfd_settime: { x64: 286, arm64: 86, filter: 'always' },
  timerfd_gettime: { x64: 287, arm64: 87, filter: 'always' },
  getrandom: { x64: 318, arm64: 278, filter: 'always' },
  // The gate may keep a process to one processor, which must not be seen.
  sched_setaffinity: { x64: 203, arm64: 122, filter: 'always' },
  sched_getaffinity: { x64: 204, arm64: 123, filter: 'always' },
  // What would go past the filter.
  ioctl: { x64: 16, arm64: 29, filter: 'cloning' },
  mmap: { x64: 9, arm64: 222, filter: 'sharing' },
  io_uring_setup: { x64: 425, arm64: 425, filter: 'refused' },
  io_setup: { x64: 206, arm64: 0, filter: 'refused' },
  open_by_handle_at: { x64: 304, arm64: 265, filter: 'refused' },
  futex_waitv: { x64: 449, arm64: 449, filter: 'refused' },
  futex_wake: { x64: 454, arm64: 454, filter: 'refused' },
  futex_wait: { x64: 455, arm64: 455, filter: 'refused' },
  futex_requeue: { x64: 456, arm64: 456, filter: 'refused' },
  // What the gate itself calls, or finds a thread in; never held.
  semctl: { x64: 66, arm64: 191 },
  msgctl: { x64: 71, arm64: 187 },
  shmctl: { x64: 31, arm64: 195 },
  tee: { x64: 276, arm64: 77 },
  vmsplice: { x64: 278, arm64: 75 },
  personality: { x64: 135, arm64: 92 },
  close_range: { x64: 436, arm64: 436 },
  timer_create: { x64: 222, arm64: 107 },
  ptrace: { x64: 101, arm64: 117 },
  setsid: { x64: 112, arm64: 157 },
  prctl: { x64: 157, arm64: 167 },
  prlimit64: { x64: 302, arm64: 261 },
  pidfd_open: { x64: 434, arm64: 434 },
  pidfd_getfd: { x64: 438, arm64: 438 },
  process_vm_readv: { x64: 310, arm64: 270 },
  process_vm_writev: { x64: 311, arm64: 271 },
  seccomp: { x64: 317, arm64: 277 },
  eventfd2: { x64: 290, arm64: 19 },
  epoll_create1: { x64: 291, arm64: 20 },
  epoll_ctl: { x64: 233, arm64: 21 },
  memfd_create: { x64: 319, arm64: 279 },
  pipe2: { x64: 293, arm64: 59 },
  socketpair: { x64: 53, arm64: 199 },
  socket: { x64: 41, arm64: 198 },
  rt_sigprocmask: { x64: 14, arm64: 135 },
  madvise: { x64: 28, arm64: 233 },
  getcpu: { x64: 309, arm64: 168 },
} as const;

export type SystemCall = keyof typeof rows;

type Rows = (typeof rows)[SystemCall];
type FileStep = Extract<Rows, { readonly step: unknown }>['step']['as'];
export type SocketStep = Exclude<Extract<Rows, { readonly onSocket: unknown }>['onSocket'], 'question'>;
/** The names that steps have. A thread that waits for what another process does with a socket is shown at a `wait`. */
export type StepCall = FileStep | SocketStep | 'wait';

const table: Readonly<Record<SystemCall, Row>> = rows;

export function rowOf(name: SystemCall): Row {
  return table[name];
}

/** What the kernel calls this machine in a filter's data. */
export const audit: number = process.arch === 'arm64' ? 0xc00000b7 : 0xc000003e;

/** The calls that this machine has, and their numbers. */
export const numbers: ReadonlyMap<SystemCall, number> = new Map(
  Object.keys(rows)
    .filter(isSystemCall)
    .flatMap((name) => {
      const number = process.arch === 'arm64' ? table[name].arm64 : table[name].x64;
      return number === undefined ? [] : [[name, number]];
    }),
);

function isSystemCall(name: string): name is SystemCall {
  return name in rows;
}

/** By their numbers, since the gate is told of each call by its number. */
const known: { readonly name: SystemCall; readonly row: Row }[] = [];
for (const [name, number] of numbers) known[number] = { name, row: table[name] };

/** The call with a number, and what is known of it. */
export function callNumbered(number: number): { readonly name: SystemCall; readonly row: Row } | undefined {
  return known[number];
}

export function nameOf(number: number): SystemCall | undefined {
  return known[number]?.name;
}

/** For calls that the gate itself makes: they exist on every machine that it supports. */
export function numberOf(name: SystemCall): number {
  const number = numbers.get(name);
  if (number === undefined) throw new Error(`The gate cannot call ${name}: ${process.arch} has no such system call.`);
  return number;
}
