import { calendarMs } from '../world/clock.js';
import { borrow, giveBack, target, type Borrowed } from '../members/descriptors.js';
import { created, inodeOf, nameIn, type Inode } from '../world/directory.js';
import { readString, readWords } from '../kernel/memory.js';
import type { CallSignature } from '../world/signatures.js';
import { statusOf, type Status } from '../kernel/status.js';
import { openFlags, text, type HeldStep } from '../world/step.js';
import type { SystemCall } from '../kernel/syscalls.js';
import type { HeldCall } from '../world/held-call.js';
import type { Process } from '../world/process.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';

const currentDirectory = -100;

/** The paths of a call, made absolute; undefined when they cannot be read. */
export function pathsOf(
  signature: CallSignature,
  process: Process,
  values: readonly number[],
): readonly string[] | undefined {
  const paths: string[] = [];
  for (const [index, start] of signature.paths ?? []) {
    const path = readString(process.pid, values[index] ?? 0);
    if (path === undefined) return undefined;
    if (path.startsWith('/')) {
      paths.push(path);
      continue;
    }
    const from = start === undefined ? currentDirectory : (values[start] ?? 0) | 0;
    const folder = target(from === currentDirectory ? `/proc/${process.pid}/cwd` : `/proc/${process.pid}/fd/${from}`);
    if (folder === undefined) return undefined;
    paths.push(path === '' ? folder : `${folder}/${path}`);
  }
  return paths;
}

/** Makes a held step of a call by paths; undefined when none of them lies in the directory. */
export function decodePaths(
  held: HeldCall,
  signature: CallSignature,
  paths: readonly string[],
): DecodedCall | undefined {
  const {
    world: { directory },
    task,
    notification,
  } = held;
  if (directory === undefined) return undefined;
  const inside = paths.map((path) => nameIn(directory, path));
  if (inside.every((each) => each === undefined)) return undefined;
  const names = inside.map((each, index) => each ?? paths[index] ?? '');
  const linkTo = signature.as === 'symlink' ? readString(task.process.pid, notification.values[0] ?? 0) : undefined;
  return finish(held, signature, { paths, names, inode: undefined, linkTo });
}

/** Makes a held step of a call on a descriptor; undefined when its file does not belong to the directory. */
export function decodeDescriptor(
  held: HeldCall,
  signature: CallSignature,
  borrowed: Borrowed,
  status: Status,
): DecodedCall | undefined {
  const inode = fileOf(held.world, borrowed, status);
  if (inode === undefined) return undefined;
  return finish(held, signature, { paths: [], names: [inode.path ?? deleted], inode, linkTo: undefined });
}

/** What a held step's file is called at present: a descriptor's may have got another name since, or none. */
export function nameNow({ step, names, inode }: DecodedCall): string | undefined {
  if (inode === undefined || inode.path === names[0]) return step.path;
  return inode.path === undefined ? `${step.path} ${deleted}` : text(inode.path);
}

const deleted = '(deleted)';

function fileOf(world: World, borrowed: Borrowed, status: Status): Inode | undefined {
  const { directory } = world;
  if (directory === undefined || status.device !== directory.device) return undefined;
  const known = inodeOf(directory, status);
  if (known?.path !== undefined) return known;
  // A file that the gate did not see being made, or whose number may serve another file by now.
  const link = target(`/proc/self/fd/${borrowed.descriptor}`)?.replace(/ \(deleted\)$/, '');
  const name = link === undefined ? undefined : nameIn(directory, link);
  return name === undefined ? undefined : (known ?? created(directory, status, name, calendarMs(world.clock)));
}

function finish(
  held: HeldCall,
  signature: CallSignature,
  on: Pick<DecodedCall, 'paths' | 'names' | 'inode' | 'linkTo'>,
): DecodedCall {
  const { task, notification, name } = held;
  const { process } = task;
  const { paths, names, inode, linkTo } = on;
  const [path = '', to] = names;
  const flags =
    signature.kind === 'open'
      ? openFlags(flagsOf(signature, notification.values))
      : lockFlags(name, notification.values, process);
  const bytes = bytesOf(name, signature, notification.values, process);
  // Written out, here and wherever a step passes: copying objects with `...` took a sixth of the gate's own time.
  const step: Writable<HeldStep> = {
    process: held.tree.ordinal,
    thread: task.ordinal,
    call: name === 'unlinkat' && ((notification.values[2] ?? 0) & 0x200) !== 0 ? 'rmdir' : signature.as,
    path: text(path),
  };
  if (to !== undefined) step.to = text(to);
  if (flags !== undefined) step.flags = flags;
  if (bytes !== undefined) step.bytes = bytes;
  return { name, signature, process, notification, paths, names, inode, linkTo, step };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** creat is open with these flags. */
const creatFlags = 0o1 | 0o100 | 0o1000;

export function flagsOf(signature: CallSignature, values: readonly number[]): number {
  return signature.flags === undefined ? creatFlags : (values[signature.flags] ?? 0) | 0;
}

function lockFlags(name: SystemCall, values: readonly number[], process: Process): string | undefined {
  const operation = (values[1] ?? 0) | 0;
  if (name === 'flock') {
    const kind = ['', 'LOCK_SH', 'LOCK_EX'][operation & 3] ?? '';
    return (operation & 8) !== 0 ? 'LOCK_UN' : (operation & 4) !== 0 ? `${kind}|LOCK_NB` : kind;
  }
  if (name !== 'fcntl') return undefined;
  const command =
    new Map([
      [6, 'F_SETLK'],
      [7, 'F_SETLKW'],
      [37, 'F_OFD_SETLK'],
      [38, 'F_OFD_SETLKW'],
    ]).get(operation) ?? '';
  const kind = (readWords(process.pid, values[2] ?? 0, 1)?.[0] ?? 0) & 0xffff;
  return `${command} ${['F_RDLCK', 'F_WRLCK', 'F_UNLCK'][kind] ?? ''}`;
}

function bytesOf(
  name: SystemCall,
  signature: CallSignature,
  values: readonly number[],
  process: Process,
): number | undefined {
  if (signature.bytes !== undefined) return values[signature.bytes];
  if (!name.startsWith('writev') && !name.startsWith('readv') && !name.includes('adv') && !name.includes('itev'))
    return undefined;
  return pieces(process, values)?.reduce((total, [, length]) => total + length, 0);
}

/** The buffers of a call that has several: address and length of each. */
export function pieces(
  process: Process,
  values: readonly number[],
): readonly (readonly [number, number])[] | undefined {
  const count = values[2] ?? 0;
  if (count > maxPieces) return undefined;
  const words = readWords(process.pid, values[1] ?? 0, count * 2);
  return (
    words && Array.from({ length: count }, (_, index) => [words[index * 2] ?? 0, words[index * 2 + 1] ?? 0] as const)
  );
}

/** As many as fit where the block keeps small things. */
const maxPieces = 80;

/** Borrows the descriptor that a call is on and looks at it. */
export function onDescriptor<T>(
  process: Process,
  descriptor: number,
  use: (borrowed: Borrowed, status: Status) => T | undefined,
): T | undefined {
  const borrowed = borrow(process, descriptor);
  if (borrowed === undefined) return undefined;
  try {
    const status = statusOf(borrowed.descriptor);
    return status === undefined ? undefined : use(borrowed, status);
  } finally {
    giveBack(borrowed);
  }
}
