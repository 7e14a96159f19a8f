import { calendarMs } from '../world/clock.js';
import type { Borrowed } from '../members/descriptors.js';
import { created, inodeOf, nameIn, type Inode } from '../world/directory.js';
import { readPieces, readString, readWords, type Beside, type Piece } from '../kernel/memory.js';
import type { CallSignature, SystemCall } from '../kernel/syscalls.js';
import { statusAt, type Status } from '../kernel/status.js';
import { openFlags, type HeldStep } from '../world/step.js';
import { toldName } from '../world/told-name.js';
import type { HeldCall } from '../world/held-call.js';
import type { Process } from '../world/process.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';
import { atFlag, fcntl, flock, openFlag } from '../kernel/flags.js';
import type { Notification } from '../kernel/listener.js';
import { readLink } from '../kernel/call.js';

/**
 * The paths of a call, made absolute; undefined when they cannot be read.
 * @param beside what else is read of the process's memory then.
 */
export function pathsOf(
  signature: CallSignature,
  process: Process,
  values: readonly number[],
  beside: Beside | undefined,
): readonly string[] | undefined {
  const paths: string[] = [];
  for (const index of signature.paths ?? []) {
    const path = readString(process.pid, values[index] ?? 0, beside);
    if (path === undefined) return undefined;
    const from = signature.at === true ? (values[index - 1] ?? 0) | 0 : atFlag.currentDirectory;
    const isFolder = from === atFlag.currentDirectory && paths.length === 0 && takesEmptyPath(signature, values);
    const isEmpty = path === '' && !isFolder;
    if (path.startsWith('/') || isEmpty) {
      paths.push(path);
      continue;
    }
    const folder = folderOf(process, from);
    if (folder === undefined) return undefined;
    paths.push(path === '' ? folder : `${folder}/${path}`);
  }
  return paths;
}

/** Where relative paths start: at a process's current directory, or at the folder behind a descriptor; undefined where it is none. */
function folderOf({ pid }: Process, from: number): string | undefined {
  if (from === atFlag.currentDirectory) return readLink(`/proc/${pid}/cwd`);
  const link = `/proc/${pid}/fd/${from}`;
  return statusAt(link, true)?.kind === 'directory' ? readLink(link) : undefined;
}

/** Whether an empty path stands for the descriptor that is given with it, or else for the current directory. */
export function takesEmptyPath({ emptyPath }: CallSignature, values: readonly number[]): boolean {
  return emptyPath !== undefined && ((values[emptyPath] ?? 0) & atFlag.emptyPath) !== 0;
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

/** A call by paths outside the directory, which is to be made by others than it names. */
export function decodeElsewhere(held: HeldCall, signature: CallSignature, paths: readonly string[]): DecodedCall {
  return finish(held, signature, { paths, names: paths, inode: undefined, linkTo: undefined });
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
  const call = finish(held, signature, { paths: [], names: [inode.path ?? deleted], inode, linkTo: undefined });
  return status.kind === 'pipe' && mayWait(call) ? { ...call, pipe: { done: 0, triedInVain: false } } : call;
}

/** A splice is made so that it doesn't wait, whatever it is on. */
const waiting = new Set<SystemCall>(['read', 'readv', 'write', 'writev', 'sendfile']);

/** Whether a call waits where a pipe is full or empty; none does that goes to a place of its own, since a pipe has none. */
function mayWait({ name, notification: { values } }: DecodedCall): boolean {
  if (name === 'preadv2' || name === 'pwritev2') return values[3] === -1;
  return waiting.has(name);
}

/** What a held step's file is called at present: a descriptor's may have got another name since, or none. */
export function nameNow(world: World, { step, names, inode }: DecodedCall): string | undefined {
  if (inode === undefined || (inode.path ?? deleted) === names[0]) return step.path;
  return inode.path === undefined ? `${step.path} ${deleted}` : toldName(world, inode.path);
}

const deleted = '(deleted)';

/** The file of the execution behind a descriptor; undefined where it belongs to none. */
export function fileOf(world: World, borrowed: Borrowed, status: Status): Inode | undefined {
  const { directory } = world;
  if (directory === undefined || status.device !== directory.device) return undefined;
  const known = inodeOf(directory, status);
  if (known?.path !== undefined) return known;
  // A file that the gate did not see being made, or whose number may serve another file by now.
  const link = readLink(`/proc/self/fd/${borrowed.descriptor}`)?.replace(/ \(deleted\)$/, '');
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
      ? openFlags(flagsOf(signature, process, notification.values))
      : lockFlags(name, notification.values, process);
  const bytes = bytesOf(held, signature);
  // Written out, here and wherever a step passes: copying objects with `...` took a sixth of the gate's own time.
  const step: Writable<HeldStep> = {
    process: held.tree.ordinal,
    thread: task.ordinal,
    call:
      name === 'unlinkat' && ((notification.values[2] ?? 0) & atFlag.removeDirectory) !== 0 ? 'rmdir' : signature.as,
    path: toldName(held.world, path),
  };
  if (to !== undefined) step.to = toldName(held.world, to);
  if (flags !== undefined) step.flags = flags;
  if (bytes !== undefined) step.bytes = bytes;
  return { name, signature, process, notification, paths, names, inode, linkTo, step };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** creat is open with these flags. */
const creatFlags = openFlag.writeOnly | openFlag.create | openFlag.truncate;

export function flagsOf({ flags, structure }: CallSignature, { pid }: Process, values: readonly number[]): number {
  if (structure !== undefined) return (readWords(pid, values[structure] ?? 0, 1)?.[0] ?? 0) | 0;
  return flags === undefined ? creatFlags : (values[flags] ?? 0) | 0;
}

const lockCommands = new Map<number, string>([
  [fcntl.setLock, 'F_SETLK'],
  [fcntl.waitLock, 'F_SETLKW'],
  [fcntl.setDescriptionLock, 'F_OFD_SETLK'],
  [fcntl.waitDescriptionLock, 'F_OFD_SETLKW'],
]);

function lockFlags(name: SystemCall, values: readonly number[], process: Process): string | undefined {
  const operation = (values[1] ?? 0) | 0;
  if (name === 'flock') {
    const kind = ['', 'LOCK_SH', 'LOCK_EX'][operation & (flock.shared | flock.exclusive)] ?? '';
    if ((operation & flock.unlock) !== 0) return 'LOCK_UN';
    return (operation & flock.nonBlocking) !== 0 ? `${kind}|LOCK_NB` : kind;
  }
  if (name !== 'fcntl') return undefined;
  const command = lockCommands.get(operation) ?? '';
  const kind = (readWords(process.pid, values[2] ?? 0, 1)?.[0] ?? 0) & 0xffff;
  return `${command} ${['F_RDLCK', 'F_WRLCK', 'F_UNLCK'][kind] ?? ''}`;
}

function bytesOf(held: HeldCall, signature: CallSignature): number | undefined {
  if (signature.bytes !== undefined) return held.notification.values[signature.bytes];
  if (signature.kind !== 'write' && signature.kind !== 'read') return undefined;
  return buffersOf(held.task.process, signature, held.notification)?.reduce((total, [, length]) => total + length, 0);
}

/** The buffers of a read or a write, or undefined where they cannot be read. */
export function buffersOf(
  { pid }: Process,
  { bytes }: CallSignature,
  { values: [, address = 0, count = 0] }: Notification,
): readonly Piece[] | undefined {
  return bytes === undefined ? readPieces(pid, address, count) : [[address, count]];
}
