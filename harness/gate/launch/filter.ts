import { socketQuestions } from '../sockets/options.js';
import { socketCalls } from '../sockets/sockets.js';
import { launcherFlags } from './launcher.js';
import { audit, numbers, type SystemCall } from '../kernel/syscalls.js';

/**
 * How finely executions can be interleaved. `min` holds what changes the directory; `std` also every open and every
 * look at a path; `full` also reads, seeks, looks at descriptors and closes. It sets where a process can be preempted
 * and nothing else: an execution is equally repeatable under all three.
 */
export type Granularity = 'min' | 'std' | 'full';

type Target =
  | 'hold'
  | 'allow'
  | 'refuse'
  | 'creates'
  | 'createsAt'
  | 'byPath'
  | 'byPathX'
  | 'lock'
  | 'input'
  | 'clock'
  | 'tells'
  | 'waitsThird'
  | 'waitsFourth';
type Instruction = readonly [code: number, value: number, ifTrue?: Target | 'next', ifFalse?: Target | 'next'];

const load = 0x20;
const jumpIfEqual = 0x15;
const jumpIfAbove = 0x25;
const jumpIfAnyBit = 0x45;
const leave = 0x06;
const argument = (index: number): number => 16 + 8 * index;

const answers = { hold: 0x7fc0_0000, allow: 0x7fff_0000, refuse: 0x0005_0026 };
const writesOrCreates = 0o1 | 0o2 | 0o100 | 0o1000;
const emptyPath = 0x1000;

const changes: readonly SystemCall[] = [
  'rename',
  'renameat',
  'renameat2',
  'unlink',
  'unlinkat',
  'link',
  'linkat',
  'symlink',
  'symlinkat',
  'mkdir',
  'mkdirat',
  'rmdir',
  'truncate',
  'creat',
  'openat2',
  'chmod',
  'fchmodat',
  'utimensat',
  'write',
  'pwrite64',
  'writev',
  'pwritev',
  'pwritev2',
  'ftruncate',
  'fchmod',
  'flock',
  'fsync',
  'fdatasync',
  'fallocate',
  'sendfile',
  'copy_file_range',
];
/** Calls that start, replace or end a task, that may wait, or whose answer the gate gives: never steps, always seen. */
const supervised: readonly SystemCall[] = [
  'clone',
  'clone3',
  'fork',
  'vfork',
  'execve',
  'execveat',
  'exit',
  'exit_group',
  'wait4',
  'waitid',
  'futex',
  'nanosleep',
  'clock_nanosleep',
  'epoll_pwait2',
  'ppoll',
  'select',
  'pselect6',
  'timerfd_settime',
  'timerfd_gettime',
  'gettimeofday',
  'time',
  'getrandom',
  'set_tid_address',
  'arch_prctl',
  'umask',
];
const looks: readonly SystemCall[] = [
  'stat',
  'lstat',
  'access',
  'faccessat',
  'faccessat2',
  'readlink',
  'readlinkat',
  'getdents64',
  'open',
  'openat',
];
const descriptorLooks: readonly SystemCall[] = [
  'read',
  'pread64',
  'readv',
  'preadv',
  'preadv2',
  'lseek',
  'fstat',
  'newfstatat',
  'statx',
  'close',
];

/** The calls that are held for the sake of sockets alone. */
export function onlySockets(granularity: Granularity): readonly SystemCall[] {
  const others = new Set([...changes, ...(granularity === 'full' ? descriptorLooks : [])]);
  return [...socketCalls, ...socketQuestions].filter((call) => !others.has(call));
}

/** The filter as the kernel wants it: eight bytes an instruction. */
export function buildFilter(granularity: Granularity): Buffer {
  const program: Instruction[] = [
    [load, 4],
    [jumpIfEqual, audit, 'next', 'allow'],
    [load, 0],
  ];
  const send = (calls: readonly SystemCall[], target: Target): void => {
    for (const call of calls) {
      const number = numbers[call];
      if (number !== undefined) program.push([jumpIfEqual, number, target, 'next']);
    }
  };
  send(['io_uring_setup'], 'refuse');
  send([...changes, ...supervised], 'hold');
  if (granularity !== 'min') send(looks, 'hold');
  if (granularity === 'full') send(descriptorLooks, 'hold');
  send(['sendmmsg'], 'tells');
  send(onlySockets(granularity), 'hold');
  if (granularity === 'min') {
    send(['open'], 'creates');
    send(['openat'], 'createsAt');
  }
  if (granularity === 'std') {
    send(['newfstatat'], 'byPath');
    send(['statx'], 'byPathX');
  }
  // Asking what is ready without waiting is harmless: nothing else in the member runs.
  send(['epoll_wait', 'epoll_pwait'], 'waitsFourth');
  send(['poll'], 'waitsThird');
  send(['fcntl'], 'lock');
  send(['read'], 'input');
  send(['clock_gettime'], 'clock');
  program.push([leave, answers.allow]);
  return assemble(program, {
    creates: [
      [load, argument(1)],
      [jumpIfAnyBit, writesOrCreates, 'hold', 'allow'],
    ],
    createsAt: [
      [load, argument(2)],
      [jumpIfAnyBit, writesOrCreates, 'hold', 'allow'],
    ],
    byPath: [
      [load, argument(3)],
      [jumpIfAnyBit, emptyPath, 'allow', 'hold'],
    ],
    byPathX: [
      [load, argument(2)],
      [jumpIfAnyBit, emptyPath, 'allow', 'hold'],
    ],
    // F_SETLK, F_SETLKW, and their counterparts on open file descriptions.
    lock: [
      [load, argument(1)],
      ...[6, 7, 37].map((kind): Instruction => [jumpIfEqual, kind, 'hold', 'next']),
      [jumpIfEqual, 38, 'hold', 'allow'],
    ],
    input: [
      [load, argument(0)],
      [jumpIfEqual, 0, 'hold', 'allow'],
    ],
    // All clocks but those that count processor time.
    clock: [
      [load, argument(0)],
      [jumpIfEqual, 2, 'allow', 'next'],
      [jumpIfEqual, 3, 'allow', 'next'],
      [jumpIfAbove, 11, 'allow', 'hold'],
    ],
    // The launcher tells of the filter in this way, when nobody listens yet.
    tells: [
      [load, argument(3)],
      [jumpIfEqual, launcherFlags, 'allow', 'hold'],
    ],
    waitsThird: [
      [load, argument(2)],
      [jumpIfEqual, 0, 'allow', 'hold'],
    ],
    waitsFourth: [
      [load, argument(3)],
      [jumpIfEqual, 0, 'allow', 'hold'],
    ],
    hold: [[leave, answers.hold]],
    refuse: [[leave, answers.refuse]],
    allow: [[leave, answers.allow]],
  });
}

function assemble(main: readonly Instruction[], sections: Readonly<Record<Target, readonly Instruction[]>>): Buffer {
  const program = [...main];
  const starts = new Map<string, number>();
  for (const [name, instructions] of Object.entries(sections)) {
    starts.set(name, program.length);
    program.push(...instructions);
  }
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, value, ifTrue = 'next', ifFalse = 'next'], index) => {
    const distance = (target: string): number => (target === 'next' ? 0 : (starts.get(target) ?? 0) - index - 1);
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(distance(ifTrue), index * 8 + 2);
    bytes.writeUInt8(distance(ifFalse), index * 8 + 3);
    bytes.writeUInt32LE(value, index * 8 + 4);
  });
  return bytes;
}
