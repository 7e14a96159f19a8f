import { at, dataBytes, native } from './native.js';
import { call, closeDescriptor, put } from './kernel.js';
import { instant, shows } from './clock.js';
import { decodeDescriptor, decodePaths, onDescriptor, pathsOf, pieces } from './decode.js';
import { statusFlags } from './descriptors.js';
import { answerDescriptor, answerError, answerValue, letGo, type Notification } from './listener.js';
import { gather, readMemory, writeMemory } from './memory.js';
import { addTask, loosen, park, type Process, type Stream, type Task, type Tree, type World } from './tree.js';
import { fillRandom } from './random.js';
import { shapeOf, type Shape } from './shapes.js';
import { nameOf, type SystemCall } from './syscalls.js';
import { count, processOf } from './births.js';
import { feed } from './input.js';
import { mappedAt, setTime } from './vdso.js';
import { waitOf, wokenBy } from './waits.js';

/**
 * Decides what becomes of a call that a task has entered. Calls on the execution's directory are parked as steps, waits
 * and reads of standard input are parked, what the gate knows better than the kernel is answered, and all else is let go.
 */
export function supervise(world: World, tree: Tree, notification: Notification): void {
  const name = nameOf(notification.number);
  const task = taskOf(tree, notification);
  if (task === undefined || name === undefined) {
    letGo(notification);
    return;
  }
  // It may have been parked in a call that a signal or a death has ended.
  loosen(tree, task);
  const { process } = task;
  if (process.fresh && name !== 'execve' && name !== 'execveat') {
    process.fresh = false;
    process.clockCode = mappedAt(process.pid);
    if (process.clockCode !== undefined) setTime(process.pid, process.clockCode, world.clock);
  }
  if (isAboutTasks(tree, process, notification, name) || isAnswered(world, tree, process, notification, name)) return;
  const wait = waitOf(world.clock, process, notification, name);
  if (wait !== undefined) {
    tree.stirred ||= wait.untilMs <= world.clock.nowMs || wait.on.kind !== 'time';
    park(tree, task, wait);
    return;
  }
  if (name === 'futex') {
    wake(tree, process, notification);
    return;
  }
  if (name === 'read' && notification.values[0] === 0 && isInput(tree, process)) {
    if (feed(tree.input)) letGo(notification);
    else park(tree, task, { kind: 'input', notification });
    return;
  }
  hold(world, tree, task, notification, name);
}

function taskOf(tree: Tree, { tid }: Notification): Task | undefined {
  const known = tree.tasks.get(tid);
  if (known !== undefined) return known;
  const process = processOf(tree, tid);
  if (process === undefined) return undefined;
  tree.stale = true;
  return addTask(tree, tid, process);
}

/** Births, deaths and changes of program: let go, but the tree has to be counted anew. */
function isAboutTasks(tree: Tree, process: Process, notification: Notification, name: SystemCall): boolean {
  switch (name) {
    case 'execve':
    case 'execveat':
      process.fresh = true;
      break;
    case 'exit_group':
      // Its children will not be found through it any more.
      if (tree.stale || tree.processes.size > 1) count(tree);
      break;
    case 'clone':
    case 'clone3':
    case 'fork':
    case 'vfork':
    case 'exit':
      break;
    default:
      return false;
  }
  tree.stale = true;
  letGo(notification);
  return true;
}

function isAnswered(world: World, tree: Tree, process: Process, notification: Notification, name: SystemCall): boolean {
  const [first = 0, second = 0] = notification.values;
  switch (name) {
    case 'clock_gettime':
      giveTime(process, second, shows(world.clock, first | 0), 1);
      break;
    case 'gettimeofday':
      if (first !== 0) giveTime(process, first, world.clock.nowMs, 1000);
      break;
    case 'time': {
      const { seconds } = instant(world.clock.nowMs);
      if (first !== 0) giveTime(process, first, world.clock.nowMs, 0);
      answerValue(notification, seconds);
      return true;
    }
    case 'getrandom':
      answerValue(notification, giveRandom(tree, process, first, second));
      return true;
    case 'umask':
      process.umask = first & 0o777;
      letGo(notification);
      return true;
    case 'arch_prctl':
    case 'set_tid_address':
      letGo(notification);
      return true;
    default:
      return false;
  }
  answerValue(notification, 0);
  return true;
}

function giveTime(process: Process, address: number, ms: number, unit: 0 | 1 | 1000): void {
  const { bytes } = native();
  const { seconds, nanoseconds } = instant(ms);
  bytes.writeBigInt64LE(BigInt(seconds), at.small);
  bytes.writeBigInt64LE(BigInt(unit === 0 ? 0 : Math.floor(nanoseconds / unit)), at.small + 8);
  writeMemory(process.pid, address, unit === 0 ? 8 : 16, at.small);
}

function giveRandom(tree: Tree, process: Process, address: number, wanted: number): number {
  const length = Math.min(wanted, dataBytes);
  fillRandom(tree.random, native().bytes.subarray(at.data, at.data + length));
  return length === 0 ? 0 : writeMemory(process.pid, address, length, at.data);
}

function wake(tree: Tree, process: Process, notification: Notification): void {
  const woken = wokenBy(tree, process, notification);
  for (const task of woken?.tasks ?? []) {
    if (task.parked !== undefined) park(tree, task, { kind: 'woken', notification: task.parked.notification });
  }
  if (woken?.answer === true) answerValue(notification, woken.tasks.length);
  else letGo(notification);
}

const nonBlocking = 0o4000;

/** Whether a read of descriptor 0 is one of the standard input that waits when there is none. */
function isInput(tree: Tree, process: Process): boolean {
  const found = onDescriptor(process, 0, (borrowed, status) => {
    if (status.inode !== tree.input.inode || status.kind !== 'pipe') return false;
    feed(tree.input);
    return (statusFlags(process, 0, borrowed) & nonBlocking) === 0;
  });
  return found ?? false;
}

const randomSources = new Set(['/dev/urandom', '/dev/random']);
const randomBytes = 1 << 20;

function hold(world: World, tree: Tree, task: Task, notification: Notification, name: SystemCall): void {
  const shape = shapeFor(task.process, notification, name);
  if (shape === undefined) {
    letGo(notification);
    return;
  }
  if (shape.descriptor !== undefined) {
    if (!holdDescriptor(world, tree, task, notification, name, shape)) letGo(notification);
    return;
  }
  const paths = pathsOf(shape, task.process, notification.values);
  const step = paths && world.directory && decodePaths(world.directory, tree, task, notification, name, shape, paths);
  if (step !== undefined) park(tree, task, { kind: 'step', notification, call: step });
  else if (shape.manner === 'open' && randomSources.has(paths?.[0] ?? '')) openRandom(tree, notification);
  else letGo(notification);
}

const emptyPath = 0x1000;

/** A look at a path that is empty is a look at a descriptor. */
function shapeFor(process: Process, notification: Notification, name: SystemCall): Shape | undefined {
  const shape = shapeOf(name);
  if (name !== 'newfstatat' && name !== 'statx') return shape;
  const flags = notification.values[name === 'statx' ? 2 : 3] ?? 0;
  if ((flags & emptyPath) === 0) return shape;
  const empty =
    readMemory(process.pid, notification.values[1] ?? 0, 1, at.small) === 1 && native().bytes[at.small] === 0;
  return empty ? { as: 'stat', manner: 'look', descriptor: 0, buffer: name === 'statx' ? 4 : 2 } : shape;
}

function holdDescriptor(
  world: World,
  tree: Tree,
  task: Task,
  notification: Notification,
  name: SystemCall,
  shape: Shape,
): boolean {
  const descriptor = (notification.values[shape.descriptor ?? 0] ?? 0) | 0;
  const handled = onDescriptor(task.process, descriptor, (borrowed, status) => {
    if (shape.manner === 'write') {
      const stream = tree.streams.find(({ device, inode }) => inode === status.inode && device === status.device);
      if (stream !== undefined) return print(world, tree, task.process, notification, name, stream);
    }
    const step = decodeDescriptor(world, tree, task, notification, name, shape, borrowed, status);
    if (step !== undefined) {
      park(tree, task, { kind: 'step', notification, call: step });
      return true;
    }
    if (shape.manner === 'write' && status.kind !== 'file' && tree.tasks.size > 1) {
      park(tree, task, { kind: 'signal', notification });
      return true;
    }
    return false;
  });
  return handled ?? false;
}

/** How much of what one member prints on one stream in one execution is kept. */
const keptBytes = 1 << 20;

/** A write on a standard stream is answered here, so that nothing is stored and nothing blocks, however much it is. */
function print(
  world: World,
  tree: Tree,
  process: Process,
  notification: Notification,
  name: SystemCall,
  stream: Stream,
): boolean {
  const { values } = notification;
  const buffers =
    name === 'write' || name === 'pwrite64' ? [[values[1] ?? 0, values[2] ?? 0] as const] : pieces(process, values);
  if (buffers === undefined) return false;
  const total = buffers.reduce((sum, [, length]) => sum + length, 0);
  const room = Math.max(0, Math.min(total, keptBytes - stream.kept));
  const length = gather(process.pid, buffers, room);
  if (length === undefined) return false;
  answerValue(notification, total);
  if (stream.cut) return true;
  stream.cut = room < total;
  stream.kept += length;
  const text = stream.decoder.decode(native().bytes.subarray(at.data, at.data + length), { stream: true });
  // The directory has another name in every run.
  const plain = world.directory === undefined ? text : text.replaceAll(world.directory.path, '.');
  world.events.push({ kind: 'printed', process: tree.ordinal, stream: stream.name, text: plain, cut: stream.cut });
  return true;
}

/** Gives a file full of seeded bytes in place of a source of random ones. */
function openRandom(tree: Tree, notification: Notification): void {
  const file = call('memfd_create', put(at.path, Buffer.from('logtorture-random\0')), 1);
  const length = Math.min(randomBytes, dataBytes);
  fillRandom(tree.random, native().bytes.subarray(at.data, at.data + length));
  if (file < 0) {
    answerError(notification, 24);
    return;
  }
  call('pwrite64', file, native().base + at.data, length, 0);
  answerDescriptor(notification, file, true);
  closeDescriptor(file);
}
