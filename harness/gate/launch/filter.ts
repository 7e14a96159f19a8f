import { errno } from '../kernel/errno.js';
import { copyMark, fcntl, openFlag, seccomp } from '../kernel/flags.js';
import { audit, numbers, rowOf, type Row, type SystemCall } from '../kernel/syscalls.js';
import { launcherFlags } from './launcher.js';

/**
 * How finely executions can be interleaved. `min` holds what changes the directory; `std` also every open and every
 * look at a path; `full` also reads, seeks, looks at descriptors and closes. It sets where a process can be preempted
 * and nothing else: an execution is equally repeatable under all three.
 */
export type Granularity = 'min' | 'std' | 'full';

type Verdict = 'hold' | 'allow' | 'refuse' | 'unsupported';
const verdicts: Readonly<Record<Verdict, number>> = {
  hold: seccomp.actions.hold,
  allow: seccomp.actions.allow,
  refuse: seccomp.actions.fail | errno.ENOSYS,
  unsupported: seccomp.actions.fail | errno.EOPNOTSUPP,
};

/** What the filter does with a call: one thing always, or what a look at one of its arguments says. */
type Treatment = Verdict | { readonly condition: Condition; readonly argument: number };
type Condition =
  | 'shares'
  | 'clones'
  | 'creates'
  | 'waits'
  | 'sets a lock or an owner'
  | 'reads the time'
  | 'is not the launcher'
  | 'makes no copy';

function treatmentOf({ filter, onSocket, timeout = 0, step }: Row, granularity: Granularity): Treatment {
  const flags = step?.flags ?? 0;
  switch (filter) {
    case 'refused':
      return 'refuse';
    case 'unless-launcher':
      return { condition: 'is not the launcher', argument: 3 };
    case 'unless-copied':
      return { condition: 'makes no copy', argument: 5 };
    case 'waiting':
      return { condition: 'waits', argument: timeout };
    case 'locking':
      return { condition: 'sets a lock or an owner', argument: 1 };
    case 'sharing':
      return { condition: 'shares', argument: 3 };
    case 'cloning':
      return { condition: 'clones', argument: 1 };
    case 'clock':
      return { condition: 'reads the time', argument: 0 };
    case 'creating':
      return granularity === 'min' ? { condition: 'creates', argument: flags } : 'hold';
    default:
      return onSocket !== undefined || isHeldOnFiles(filter, granularity) ? 'hold' : 'allow';
  }
}

function isHeldOnFiles(filter: Row['filter'], granularity: Granularity): boolean {
  if (filter === 'from-full') return granularity === 'full';
  return filter === 'from-std' ? granularity !== 'min' : filter === 'always' || filter === 'telling-times';
}

/** The calls that are held for the sake of sockets alone. */
export function onlySockets(granularity: Granularity): readonly SystemCall[] {
  return [...numbers.keys()].filter((name) => {
    const { filter, onSocket } = rowOf(name);
    return onSocket !== undefined && !isHeldOnFiles(filter, granularity);
  });
}

type Instruction = readonly [code: number, value: number, ifTrue?: string, ifFalse?: string];

const load = 0x20;
const jumpIfEqual = 0x15;
const jumpIfAbove = 0x25;
const jumpIfAnyBit = 0x45;
const leave = 0x06;

/** Where each part of a call lies in what the kernel gives to a filter. */
const call = { number: 0, machine: 4, arguments: 16 };

const writesOrCreates = openFlag.writeOnly | openFlag.readWrite | openFlag.create | openFlag.truncate;
const heldCommands = [
  fcntl.setLock,
  fcntl.waitLock,
  fcntl.setDescriptionLock,
  fcntl.waitDescriptionLock,
  fcntl.setOwner,
];
/** Flag of mmap. */
const mapShared = 1;
/** ioctl's FICLONE, FICLONERANGE and FIDEDUPERANGE. */
const clones = [0x4004_9409, 0x4020_940d, 0xc018_9436];
const processorClocks = [2, 3];
const lastClock = 11;

/** With the argument loaded; each ends with a verdict. */
const conditions: Readonly<Record<Condition, readonly Instruction[]>> = {
  creates: [[jumpIfAnyBit, writesOrCreates, 'hold', 'allow']],
  shares: [[jumpIfAnyBit, mapShared, 'hold', 'allow']],
  clones: [
    ...clones.map((request): Instruction => [jumpIfEqual, request, 'unsupported', 'next']),
    [leave, verdicts.allow],
  ],
  waits: [[jumpIfEqual, 0, 'allow', 'hold']],
  'sets a lock or an owner': [
    ...heldCommands.map((command): Instruction => [jumpIfEqual, command, 'hold', 'next']),
    [leave, verdicts.allow],
  ],
  'reads the time': [
    ...processorClocks.map((clock): Instruction => [jumpIfEqual, clock, 'allow', 'next']),
    [jumpIfAbove, lastClock, 'allow', 'hold'],
  ],
  'is not the launcher': [[jumpIfEqual, launcherFlags, 'allow', 'hold']],
  'makes no copy': [[jumpIfEqual, copyMark, 'allow', 'hold']],
};

/** The filter as the kernel wants it: eight bytes an instruction. */
export function buildFilter(granularity: Granularity): Buffer {
  const program: Instruction[] = [
    [load, call.machine],
    [jumpIfEqual, audit, 'next', 'allow'],
    [load, call.number],
  ];
  const sections = new Map<string, readonly Instruction[]>();
  for (const [name, number] of numbers) {
    const treatment = treatmentOf(rowOf(name), granularity);
    if (treatment === 'allow') continue;
    if (typeof treatment === 'string') program.push([jumpIfEqual, number, treatment, 'next']);
    else {
      const { condition, argument } = treatment;
      const section = `${condition}: ${argument}`;
      program.push([jumpIfEqual, number, section, 'next']);
      sections.set(section, [[load, call.arguments + 8 * argument], ...conditions[condition]]);
    }
  }
  program.push([leave, verdicts.allow]);
  for (const [verdict, value] of Object.entries(verdicts)) sections.set(verdict, [[leave, value]]);
  return assemble(program, sections);
}

/** Lays out the program with the sections behind it, and turns their names into the distances that jumps take. */
function assemble(main: readonly Instruction[], sections: ReadonlyMap<string, readonly Instruction[]>): Buffer {
  const program = [...main];
  const starts = new Map<string, number>();
  for (const [name, instructions] of sections) {
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
