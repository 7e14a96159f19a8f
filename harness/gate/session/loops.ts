import { mayGiveUp } from '../files/grants.js';
import { addToLoop, goRound, lookedAt, newLoop, type Loop } from '../world/loop.js';
import { conflicts, isLook, text, type Access, type Step } from '../world/step.js';
import { loopKey, type Task, type Tree } from '../world/tree.js';
import type { GateEvent } from '../world/events.js';
import type { World } from '../world/world.js';
import type { SessionState } from './seat.js';

/** A step that was taken. */
interface Taken {
  readonly tree: Tree;
  readonly task: Task;
  readonly done: Step;
  /** The locks that its process held before. */
  readonly held: readonly Access[];
  /** What its process has printed since. */
  readonly said: readonly GateEvent[];
}

/**
 * What a step means for loops: that of its own thread, which may go through one, and those of all others that wait for
 * something which it has changed.
 */
export function noteForLoops(state: SessionState, { tree, task, done, held, said }: Taken): void {
  const { world } = state;
  if (tree.main.ended) letGo(state, 1);
  const changed = changedBy(done);
  const key = loopKey(tree, task);
  const loop = tree.loops.get(key) ?? newLoop();
  if (changed.length > 0) tree.loops.clear();
  tree.loops.set(key, loop);
  if (!addToLoop(loop, { step: done, printed: printedIn(said), changed })) world.rounds = 0;
  if (changed.length + held.length === 0) return;
  const waiting = othersWaiting(state, loop);
  if (waiting.length === 0) return;
  const found = [...changed, ...asNames(world, changed), ...givenBack(world, tree, held)];
  for (const each of waiting) if (conflicts(lookedAt(each), found)) goRound(each, 1);
}

function othersWaiting({ seats }: SessionState, loop: Loop): readonly Loop[] {
  const waiting: Loop[] = [];
  for (const { tree } of seats)
    for (const each of tree.loops.values()) if (each.waits && each !== loop) waiting.push(each);
  return waiting;
}

/** Lets all that wait in loops go through them so many times more. */
export function letGo({ seats }: SessionState, times: number): void {
  for (const { tree } of seats) for (const loop of tree.loops.values()) if (loop.waits) goRound(loop, times);
}

/** A thread that sleeps until an instant at the latest makes a pause, so what it repeats is no loop without one. */
export function endLoopsOfSleepers({ seats }: SessionState, toMs: number): void {
  for (const { tree } of seats) {
    if (tree.loops.size === 0) continue;
    for (const task of tree.tasks.values())
      if (task.parked?.kind === 'wait' && task.parked.untilMs <= toMs) tree.loops.delete(loopKey(tree, task));
  }
}

/** What a step has changed; locks only where it was one. */
function changedBy({ call, result, footprint }: Step): readonly Access[] {
  if ('error' in result || isLook({ footprint })) return nothing;
  return footprint.filter(
    ({ object, access }) => access === 'write' && (call === 'lock' || !object.startsWith('lock:')),
  );
}

const nothing: readonly Access[] = [];

function printedIn(said: readonly GateEvent[]): string {
  if (said.length === 0) return '';
  return said.map((event) => (event.kind === 'printed' ? event.text : '')).join('');
}

/** Whoever opens a file by its name finds something else in it, once it was written. */
function asNames({ directory }: World, changed: readonly Access[]): readonly Access[] {
  const files = new Set(changed.map(({ object }) => object));
  return [...(directory?.inodes.values() ?? [])].flatMap(({ ordinal, path }): Access[] =>
    path !== undefined && files.has(`inode:${ordinal}`) ? [{ object: `entry:${text(path)}`, access: 'write' }] : [],
  );
}

/** Of the locks that a process held, those that it has given back, for instance by closing a file, which is no step. */
function givenBack(world: World, { ordinal }: Tree, held: readonly Access[]): readonly Access[] {
  const kept = new Set(held.length === 0 ? [] : mayGiveUp(world, ordinal).map(({ object }) => object));
  return held.filter(({ object }) => !kept.has(object));
}
