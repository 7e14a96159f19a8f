import { count } from './members/process-tracking.js';
import { goOnWoken, isAtRest } from './settle/at-rest.js';
import { hear } from './settle/hear.js';
import { kernelWaits, type KernelWaits } from './settle/kernel-waits.js';
import type { Tree } from './world/tree.js';
import type { World } from './world/world.js';

/**
 * Follows a member until nothing in it can move by itself: each of its threads is parked in a call that only the gate
 * can end. That is known from the calls themselves and takes no look at /proc; only threads that have gone into the
 * kernel to wait in a call that the filter does not see are looked at there, twice, with nothing heard between. A
 * member that has not settled within `limitMs` of real time is marked uncontrolled.
 */
export function settle(world: World, tree: Tree, limitMs: number): void {
  if (tree.uncontrolled !== undefined) return;
  // Most members settle at once, before there is anything to measure.
  let startedMs: number | undefined;
  const isLate = (): boolean => performance.now() - (startedMs ??= performance.now()) > limitMs;
  let tries = tree.outside === undefined ? 1 : 0;
  tree.outside = undefined;
  for (let heard = 1; ; heard++) {
    if (tree.running === 0) {
      if (isAtRest(world, tree)) return;
      continue;
    }
    const late = heard % looksAtTimeEvery === 0 && isLate();
    if (!late && hear(world, tree, tries === 0 || (tree.stale && tries < 4) ? 0 : lookEveryMs)) continue;
    tries += 1;
    // The thread that runs may be spinning until one that it has woken goes on.
    if (goOnWoken(tree)) continue;
    if (tree.stale && count(tree)) continue;
    const waits = kernelWaits(tree);
    if (waits !== undefined && isUnmoved(world, tree, waits)) {
      if (!isAtRest(world, tree)) continue;
      tree.outside = waits.calls;
      return;
    }
    if (isLate()) {
      tree.uncontrolled = waits?.calls ?? 'computing';
      return;
    }
  }
}

/** A member that makes one call after the other is asked after so many of them whether it takes too long. */
const looksAtTimeEvery = 512;

/**
 * How long a thread may be unheard of before it is looked at. It sets how soon a wait outside is noticed, and nothing
 * else.
 */
const lookEveryMs = 1;

/** Whether a second look, with nothing heard between, finds all threads where the first one found them. */
function isUnmoved(world: World, tree: Tree, before: KernelWaits): boolean {
  return !hear(world, tree, 0) && kernelWaits(tree)?.signature === before.signature;
}
