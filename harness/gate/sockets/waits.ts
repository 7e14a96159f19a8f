import { readBytes } from '../kernel/memory.js';
import { stoodStill, type Task, type Tree } from '../world/tree.js';
import type { Wait } from '../world/wait.js';
import type { World } from '../world/world.js';
import type { BlockedStep } from '../world/step.js';
import { infoOf, watchedIn } from '../members/descriptor-info.js';
import { toldSocket } from './sockets.js';
import { onDescriptor } from '../members/descriptors.js';

/**
 * What a thread waits for that watches sockets of the execution: another process has to move. Undefined when it watches
 * none, or when it watches standard input as well, where its next line can come.
 */
export function socketWait(world: World, tree: Tree, task: Task, wait: Wait): BlockedStep | undefined {
  const { sockets } = world;
  if (sockets === undefined || sockets.ends.size === 0) return undefined;
  const inodes = watchedBy(tree, task, wait);
  if (inodes.includes(tree.input.inode)) return undefined;
  const ends = inodes.flatMap((inode) => sockets.ends.get(inode) ?? []);
  const [first] = ends;
  if (first === undefined) return undefined;
  const channels = new Set(ends.map(({ channel }) => channel));
  const members = [...sockets.ends.values()].filter(({ channel }) => channels.has(channel)).map(({ member }) => member);
  return {
    step: { process: tree.ordinal, thread: task.ordinal, call: 'wait', path: toldSocket(world, first.name) },
    holders: [...new Set(members)].filter((each) => each !== tree.ordinal).toSorted((one, other) => one - other),
  };
}

/** The inodes of what it watches, which is asked for at every step of any member. */
function watchedBy(tree: Tree, task: Task, wait: Wait): readonly number[] {
  const { watched } = wait;
  if (watched !== undefined && stoodStill(tree, watched.since)) return watched.inodes;
  const inodes = descriptorsIn(task, wait.on).flatMap(
    (each) => onDescriptor(task.process, each, (_, { inode }) => inode) ?? [],
  );
  wait.watched = { since: tree.moves, inodes };
  return inodes;
}

function descriptorsIn({ process: { pid } }: Task, on: Wait['on']): readonly number[] {
  if (on.kind === 'events') {
    return watchedIn(infoOf(pid, on.descriptor | 0)).map(({ descriptor }) => descriptor);
  }
  const list = on.kind === 'descriptors' ? readBytes(pid, on.address, on.count * 8) : undefined;
  return list === undefined ? [] : Array.from({ length: list.length / 8 }, (_, index) => list.readInt32LE(index * 8));
}
