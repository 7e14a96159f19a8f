import { nameNow } from '../files/decode.js';
import { alsoOn } from '../files/effect.js';
import { mayGiveUp } from '../files/grants.js';
import { perform, type Answer } from '../perform.js';
import { settle } from '../settle.js';
import { closedBy } from '../sockets/sockets.js';
import { onlyHolder, stepAsTold, taskAt } from '../state.js';
import { stepDone, type HeldStep, type Step } from '../world/step.js';
import { unpark, type Task, type Tree } from '../world/tree.js';
import { assertInTime } from '../world/world.js';
import { killTree } from './kill.js';
import { noteForLoops } from './loops.js';
import { recheckOthers } from './recheck.js';
import { treeAt, type SessionState } from './seat.js';

/** Performs a held step and waits until all members have settled; false when it is a lock that cannot be had. */
export function release(state: SessionState, step: HeldStep, answer?: Answer): boolean {
  assertInTime(state.world);
  const tree = treeAt(state, step.process);
  const released = releaseStep(state, tree, taskAt(tree, step), answer);
  recheckOthers(state, tree);
  return released;
}

/** A member that makes one step after the other is stopped after so many of them where there is no time left. */
const looksAtTimeEvery = 256;

/** Releases up to `times` steps of a process, as long as it holds just one and that can go; gives how many it released. */
export function runOn(state: SessionState, process: number, times: number): number {
  const tree = treeAt(state, process);
  let released = 0;
  for (; released < times; released++) {
    if (released % looksAtTimeEvery === 0) assertInTime(state.world);
    const task = onlyHolder(tree);
    if (task === undefined || !releaseStep(state, tree, task)) break;
    recheckOthers(state, tree);
  }
  return released;
}

function releaseStep(state: SessionState, tree: Tree, task: Task, answer?: Answer): boolean {
  const { world, limitMs } = state;
  const { parked } = task;
  if (parked?.kind !== 'step') return false;
  const { call } = parked;
  const locks = mayGiveUp(world, tree.ordinal);
  const effect = perform(world, call, answer);
  if (effect === 'would-block') {
    // Only now it is known to wait for another process, and a signal that has come by then ends it.
    if (call.pipe !== undefined) {
      tree.mustRecheck = true;
      settle(world, tree, limitMs);
    }
    return false;
  }
  const now = nameNow(world, call);
  const step = stepAsTold(world, task, call.step);
  const place = world.events.length;
  if (effect.goesOn === undefined) unpark(tree, task);
  else task.parked = { ...parked, call: effect.goesOn };
  // A member that is killed comes no further than its next call before that.
  if (answer !== undefined && 'thenKill' in answer) killTree(world, tree);
  else settle(world, tree, limitMs);
  // Only a settled member shows whether the step has ended it, which closes its sockets. So the step is told now, but
  // before what came of it, such as text that was printed.
  const closed = tree.main.ended ? closedBy(world, tree.ordinal) : [];
  const done = stepDone(step, step.thread, alsoOn(alsoOn(effect, locks), closed));
  noteForLoops(state, { tree, task, done, held: locks, said: world.events.slice(place) });
  world.events.splice(place, 0, eventOf(done, now, answer));
  return true;
}

/** A step as an event; `now` is the name of its file when it took effect. */
function eventOf(done: Step, now: string | undefined, answer: Answer | undefined): Step {
  const named = now === undefined || now === done.path ? done : { ...done, now };
  const isImposed = answer !== undefined && ('error' in answer || 'value' in answer || 'shortBytes' in answer);
  return isImposed ? { ...named, imposed: true } : named;
}
