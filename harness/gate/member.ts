import { call, closeDescriptor, mustCall, put } from './kernel.js';
import { at } from './native.js';
import { bury, count } from './births.js';
import { readMask } from './effect.js';
import { closeInput, makeInput } from './input.js';
import { receive, waitFor } from './listener.js';
import { reap, spawn, type Member } from './spawn.js';
import { statusOf } from './status.js';
import { addTask, type Process, type Stream, type Tree } from './tree.js';

/** Starts a member under the gate. `image` is the launcher's descriptor. */
export function startMember(image: number, ordinal: number, member: Member): Tree {
  const { input, read } = makeInput();
  const streams = [makeStream('stdout'), makeStream('stderr')] as const;
  try {
    const { pid, pidfd, listener } = spawn(image, member, [read, streams[0].descriptor, streams[1].descriptor]);
    const main: Process = {
      pid,
      pidfd,
      parent: undefined,
      birth: 0,
      umask: readMask(),
      fresh: true,
      clockCode: undefined,
      ended: false,
    };
    const tree: Tree = {
      ordinal,
      member,
      listener,
      main,
      processes: new Map([[pid, main]]),
      tasks: new Map(),
      loose: 0,
      stale: true,
      stirred: false,
      bereaved: false,
      born: 0,
      followed: 0,
      input,
      streams,
      random: { state: 0 },
      timers: [],
      ending: undefined,
      uncontrolled: undefined,
      outside: undefined,
    };
    addTask(tree, pid, main).ordinal = tree.born++;
    return tree;
  } catch (error) {
    closeStreams(streams);
    closeInput(input);
    throw error;
  } finally {
    closeDescriptor(read);
  }
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
 * left: the kernel tells, through the listener, when the last process that has inherited the filter is gone.
 */
export function endMember(tree: Tree): void {
  const startedMs = performance.now();
  for (let gone = false; !gone;) {
    for (const process of tree.processes.values())
      if (!process.ended) call('pidfd_send_signal', process.pidfd, kill, 0, 0);
    call('kill', -tree.main.pid, kill);
    const ready = waitFor([tree.listener], 5);
    gone = ready?.gone === true;
    if (ready !== undefined && !gone) receive(tree.listener);
    if (!gone) count(tree);
    if (performance.now() - startedMs > patienceMs)
      throw new Error(
        `The gate itself failed: process ${tree.main.pid} and its children do not end when they are killed.`,
      );
  }
  for (const process of tree.processes.values()) {
    if (process.ended) continue;
    bury(tree, process);
    if (process === tree.main) tree.ending = reap(process.pid);
  }
  closeDescriptor(tree.listener);
  closeInput(tree.input);
  closeStreams(tree.streams);
}
