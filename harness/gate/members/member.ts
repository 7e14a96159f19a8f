import { call, closeDescriptor, mustCall, put } from '../kernel/call.js';
import { at } from '../kernel/native.js';
import { reap, count } from './process-tracking.js';
import { readMask } from '../files/effect.js';
import { closeInput, makeInput } from './input.js';
import { receive, waitFor } from '../kernel/listener.js';
import { endingOf, spawn } from '../launch/spawn.js';
import { statusOf } from '../kernel/status.js';
import { addTask, type Input, type Stream, type Tree } from '../world/tree.js';
import type { Process } from '../world/process.js';
import type { Member } from '../world/member.js';

/** The gate's ends of a member's standard streams, and the end that it reads from. */
export interface Ends {
  readonly input: Input;
  readonly read: number;
  readonly streams: readonly [Stream, Stream];
}

/** Makes standard streams for a member; what only the member needs of them is closed when `use` returns. */
export function withStreams(use: (ends: Ends) => Tree): Tree {
  const { input, read } = makeInput();
  const streams = [makeStream('stdout'), makeStream('stderr')] as const;
  try {
    return use({ input, read, streams });
  } catch (error) {
    closeStreams(streams);
    closeInput(input);
    throw error;
  } finally {
    closeDescriptor(read);
  }
}

/** Starts a member under the gate. `image` is the launcher's descriptor. */
export function startMember(image: number, ordinal: number, member: Member): Tree {
  return withStreams((ends) => {
    const [out, error] = ends.streams;
    const { pid, pidfd, listener } = spawn(image, member, [ends.read, out.descriptor, error.descriptor]);
    const tree = treeOf({ ordinal, member, listener, original: undefined }, ends, {
      pid,
      pidfd,
      parent: undefined,
      birth: 0,
      umask: readMask(),
      fresh: true,
      clockCode: undefined,
      ended: false,
    });
    return tree;
  });
}

/** What the gate knows of a member whose main process has just been made. */
export function treeOf(
  { ordinal, member, listener, original }: Pick<Tree, 'ordinal' | 'member' | 'listener' | 'original'>,
  { input, streams }: Ends,
  main: Process,
): Tree {
  const tree: Tree = {
    ordinal,
    member,
    listener,
    original,
    main,
    processes: new Map([[main.pid, main]]),
    tasks: new Map(),
    running: 0,
    stale: true,
    mustRecheck: false,
    threadEnded: false,
    nextOrdinal: 0,
    followed: 0,
    input,
    streams,
    random: { state: 0 },
    timers: [],
    aheadMs: 0,
    ending: undefined,
    uncontrolled: undefined,
    outside: undefined,
    finished: false,
  };
  addTask(tree, main.pid, main).ordinal = tree.nextOrdinal++;
  return tree;
}

function makeStream(name: 'stdout' | 'stderr'): Stream {
  const descriptor = mustCall('memfd_create', put(at.path, Buffer.from(`logtorture-${name}\0`)), 1);
  const status = statusOf(descriptor);
  return {
    name,
    descriptor,
    device: status?.device ?? -1,
    inode: status?.inode ?? -1,
    decoder: new TextDecoder(),
    kept: 0,
    cut: false,
  };
}

function closeStreams(streams: readonly Stream[]): void {
  for (const { descriptor } of streams) closeDescriptor(descriptor);
}

const kill = 9;
const patienceMs = 10_000;

/**
 * Kills a member with all its descendants, whatever they ignore and wherever they have gone, and waits until none is
 * left.
 */
export function endMember(tree: Tree): void {
  if (tree.finished) return;
  tree.finished = true;
  const startedMs = performance.now();
  if (tree.stale) count(tree);
  for (let gone = false; !gone;) {
    for (const process of tree.processes.values())
      if (!process.ended) call('pidfd_send_signal', process.pidfd, kill, 0, 0);
    call('kill', -tree.main.pid, kill);
    gone = areGone(tree);
    if (!gone) count(tree);
    if (performance.now() - startedMs > patienceMs)
      throw new Error(
        `The gate itself failed: process ${tree.main.pid} and its children do not end when they are killed.`,
      );
  }
  for (const process of tree.processes.values()) if (!process.ended) reapMember(tree, process);
  if (tree.original === undefined) closeDescriptor(tree.listener);
  closeInput(tree.input);
  closeStreams(tree.streams);
}

function reapMember(tree: Tree, process: Process): void {
  reap(tree, process);
  if (process === tree.main) tree.ending = endingOf(process.pid);
}

/**
 * Whether all processes of a member that has been killed are gone. The kernel tells, through the listener, when the
 * last one that has inherited the filter is; but a copy's original has it too, so then they are asked one by one.
 */
function areGone(tree: Tree): boolean {
  if (tree.original === undefined) {
    const ready = waitFor([tree.listener], 5);
    if (ready !== undefined && !ready.gone) receive(tree.listener);
    return ready?.gone === true;
  }
  const alive = [...tree.processes.values()].filter(({ ended }) => !ended);
  for (const process of alive) reapMember(tree, process);
  return alive.length === 0;
}
