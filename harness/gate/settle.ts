import { OutOfTime, steadyMs } from '../limits.js';
import { takeAnswers } from './members/print.js';
import { count } from './members/process-tracking.js';
import { goOnWoken, isAtRest, takeTurn } from './settle/at-rest.js';
import { hear } from './settle/hear.js';
import { hearOfClockReads } from './time/show-time.js';
import { kernelWaits, processorMs, sleepStill, type KernelWaits } from './settle/kernel-waits.js';
import { waitsForStranger } from './settle/locks-elsewhere.js';
import type { Tree } from './world/tree.js';
import type { World } from './world/world.js';

/**
 * Follows a member until nothing in it can move by itself: each of its threads is parked in a call that only the gate
 * can end. That is known from the calls themselves and takes no look at /proc; only threads that have gone into the
 * kernel to wait in a call that the filter does not see are looked at there, twice, with nothing heard between. A
 * member that has not settled within `limitMs` of real time, though it had a processor for much of it, is marked uncontrolled.
 * @throws {OutOfTime} when all must have ended before that.
 */
export function settle(world: World, tree: Tree, limitMs: number): void {
  follow(world, tree, limitMs);
  takeAnswers(world, tree);
}

function follow(world: World, tree: Tree, limitMs: number): void {
  if (tree.uncontrolled !== undefined) return;
  // Most members settle at once, before there is anything to measure.
  let startedMs: number | undefined;
  let hadAtStartMs = 0;
  const isLate = (): boolean => {
    const nowMs = steadyMs();
    if (startedMs === undefined) {
      startedMs = nowMs;
      hadAtStartMs = processorMs(tree);
    }
    if (nowMs > world.endMs) throw outOfTime(tree, nowMs - startedMs);
    return nowMs - startedMs > limitMs;
  };
  /** Whether it is late since others had the processors, as they have on a busy machine. */
  const hadNoTurn = (): boolean =>
    processorMs(tree) - hadAtStartMs < limitMs / 2 && steadyMs() - (startedMs ?? 0) < limitMs * mostLimits;
  let tries = tree.outside === undefined ? 1 : 0;
  /** The processor time of its threads when it was first looked at since its last call. */
  let sinceMs: number | undefined;
  tree.outside = undefined;
  tree.wakings.clear();
  for (let heard = 1; ; heard++) {
    if (tree.uncontrolled !== undefined) return;
    if (tree.running === 0) {
      if (isAtRest(world, tree)) return;
      continue;
    }
    const sleeps = tree.takesTurns && sleepStill(tree) && !hear(world, tree, 0) && sleepStill(tree);
    if (sleeps && !waitsForStranger(world, tree)) {
      if (!isAtRest(world, tree)) continue;
      tree.outside = kernelWaits(tree)?.calls ?? '';
      return;
    }
    const late = heard % looksAtTimeEvery === 0 && isLate();
    if (!late && hear(world, tree, tries === 0 || (tree.stale && tries < 4) ? 0 : lookAfterMs(tries))) {
      sinceMs = undefined;
      tries = Math.min(tries, soonTries);
      continue;
    }
    tries += 1;
    let computedMs = 0;
    if (tries > soonTries) {
      const hadMs = processorMs(tree);
      computedMs = hadMs - (sinceMs ??= hadMs);
    }
    // The thread that runs may be spinning until one that it has woken goes on, or one that it has made, which nothing does so soon.
    if (computedMs > computesMs && goOnWoken(tree)) continue;
    if (computedMs > spinsMs && takeTurn(world, tree)) continue;
    if (tree.stale && count(tree)) continue;
    const waits = kernelWaits(tree);
    const isForStranger = waits !== undefined && waitsForStranger(world, tree);
    if (waits !== undefined && !isForStranger && isUnmoved(world, tree, waits)) {
      for (const task of tree.tasks.values()) task.asleep = task.parked === undefined;
      if (!isAtRest(world, tree)) continue;
      tree.outside = waits.calls;
      return;
    }
    if (waits === undefined && computedMs > computesMs) hearOfClockReads(tree);
    if (isLate() && (isForStranger || !hadNoTurn())) {
      tree.uncontrolled = waits?.calls ?? 'computing';
      return;
    }
  }
}

/** That there is no time left for what a member does. */
function outOfTime(tree: Tree, forMs: number): OutOfTime {
  const calls = kernelWaits(tree)?.calls;
  const does = calls === undefined ? 'computing without a call' : `busy in ${calls}`;
  return new OutOfTime(`p${tree.ordinal} had been ${does} for ${(forMs / 1000).toFixed(1)} s`);
}

/** So many times its limit is the most that a member is given that others keep from its processor. */
const mostLimits = 10;

/** A member that makes one call after the other is asked after so many of them whether it takes too long. */
const looksAtTimeEvery = 512;

/**
 * How long a thread may be unheard of before it is looked at again: on a busy machine it mostly has not had its turn yet. It sets how
 * soon a wait outside is noticed, and nothing else.
 */
function lookAfterMs(tries: number): number {
  return Math.min(mostMs, 2 ** Math.max(0, tries - soonTries));
}

const soonTries = 4;
const mostMs = 16;

/*
 * Processor time in milliseconds, since a busy machine must not decide what happens: after so much without a call, a thread that has
 * made another one is taken to spin until that goes on; one that has woken another, until that does; and one that computes is made to
 * read the clock by calls.
 */
const spinsMs = 1000;
const computesMs = 150;

/** Whether a second look, with nothing heard between, finds all threads where the first one found them. */
function isUnmoved(world: World, tree: Tree, before: KernelWaits): boolean {
  return !hear(world, tree, 0) && kernelWaits(tree)?.signature === before.signature;
}
