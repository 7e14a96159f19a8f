import { receive, waitFor } from '../kernel/listener.js';
import { living, reap } from '../members/process-tracking.js';
import { supervise } from '../supervise.js';
import type { Tree } from '../world/tree.js';
import type { Process } from '../world/process.js';
import type { World } from '../world/world.js';

/** Takes one piece of news of a member, a call or an end, waiting for it at most `timeoutMs`; whether there was any. */
export function hear(world: World, tree: Tree, timeoutMs: number): boolean {
  const { alive, descriptors } = (tree.heard ??= whatIsHeard(tree));
  const ready = waitFor(descriptors, timeoutMs);
  if (ready === undefined) return false;
  if (ready.index > 0) {
    for (const process of alive.slice(ready.index - 1, ready.index)) reap(tree, process);
  } else if (ready.gone) {
    reapAll(tree, alive);
  } else {
    const notification = receive(tree.listener);
    if (notification !== undefined) supervise(world, tree, notification);
  }
  return true;
}

/** Where news of a member comes from. */
function whatIsHeard(tree: Tree): NonNullable<Tree['heard']> {
  const alive = living(tree);
  return { alive, descriptors: [tree.listener, ...alive.map(({ pidfd }) => pidfd)] };
}

/** The listener's other side has gone, so no thread of the whole tree is left. */
function reapAll(tree: Tree, alive: readonly Process[]): void {
  for (const process of alive) reap(tree, process);
  tree.tasks.clear();
  tree.running = 0;
}
