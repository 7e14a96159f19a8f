import { constants } from 'node:os';
import { holders } from './files/grants.js';
import { isFree } from './files/locks.js';
import { canGoOnPipe } from './files/pipe.js';
import { readsInput } from './settle/kernel-waits.js';
import { canGo, partners } from './sockets/sockets.js';
import { socketWait } from './sockets/waits.js';
import { listensOnly } from './waits/listens.js';
import type { HeldStep, BlockedStep } from './world/step.js';
import { waitsInLoop, type Task, type Tree } from './world/tree.js';
import type { World } from './world/world.js';
import type { DecodedCall } from './world/call.js';
/**
 * What a settled member does.
 * - ready: it holds steps that can go now, at least one; perhaps other threads wait for something, or are asleep.
 * - blocked: all its steps wait for locks, for what another process does with a socket, or for a change of what they have
 *   looked at again and again.
 * - sleeping: nothing in it can go before the clock shows `untilMs`.
 * - waiting: for something outside the gate's sight, such as a pipe that is never written.
 * - idle: it reads standard input, where its next line will come, or its event loop has nothing else left to wait for.
 * - ended: with an exit status or by a signal.
 * - uncontrolled: it has not settled in time; `doing` is `computing`, or names the call that it is in. Or it writes to a file, which
 *   `maps` names, through a memory map.
 */
export type MemberState =
  | { readonly state: 'ready'; readonly steps: readonly HeldStep[]; readonly untilMs?: number }
  | { readonly state: 'blocked'; readonly blocked: readonly BlockedStep[]; readonly untilMs?: number }
  | { readonly state: 'sleeping'; readonly untilMs: number }
  | { readonly state: 'waiting'; readonly doing: string }
  | { readonly state: 'idle' }
  | { readonly state: 'ended'; readonly code: number | null; readonly signal: string | null }
  | { readonly state: 'uncontrolled'; readonly doing: string; readonly maps?: string };

const signals = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/** It is asked for at every step, so what only a member without a step needs to know is looked at last. */
export function memberState(world: World, tree: Tree): MemberState {
  const { uncontrolled: doing, maps } = tree;
  if (doing !== undefined) return { state: 'uncontrolled', doing, ...(maps !== undefined && { maps }) };
  // A list that is begun empty gets room for seventeen with its first entry, and most members hold one step.
  let steps: HeldStep[] | undefined;
  let untilMs = Infinity;
  for (const { atMs } of tree.timers) if (atMs < untilMs) untilMs = atMs;
  for (const { atMs } of tree.alarms) if (atMs < untilMs) untilMs = atMs;
  for (const task of tree.tasks.values()) {
    const { parked } = task;
    if (parked?.kind === 'wait' && parked.untilMs < untilMs) untilMs = parked.untilMs;
    if (parked?.kind !== 'step' || waitsInLoop(tree, task) || waitsForOther(world, parked.call)) continue;
    const step = stepAsTold(world, task, parked.call.step);
    if (steps === undefined) steps = [step];
    else steps.push(step);
  }
  if (steps !== undefined && steps.length > 1) steps.sort((one, other) => one.thread - other.thread);
  if (steps !== undefined && untilMs === Infinity) return { state: 'ready', steps };
  const wakes = untilMs === Infinity ? {} : { untilMs };
  if (steps !== undefined) return { state: 'ready', steps, ...wakes };
  const blocked = blockedIn(world, tree);
  if (blocked.length > 0) return { state: 'blocked', blocked, ...wakes };
  return stateWithoutStep(world, tree, untilMs);
}

/** What a member without a step that can go now waits for: all that it holds, and sockets that it watches. */
function blockedIn(world: World, tree: Tree): readonly BlockedStep[] {
  return [...tree.tasks.values()].flatMap((task): BlockedStep | readonly BlockedStep[] => {
    const { parked } = task;
    if (parked?.kind === 'wait') return socketWait(world, tree, task, parked) ?? [];
    if (parked?.kind !== 'step') return [];
    return { step: stepAsTold(world, task, parked.call.step), ...whyBlocked(world, tree, task, parked.call) };
  });
}

/** Why a held step cannot go now. */
function whyBlocked(world: World, tree: Tree, task: Task, call: DecodedCall): Pick<BlockedStep, 'holders' | 'again'> {
  if (waitsInLoop(tree, task)) return { holders: [], again: true };
  switch (call.signature.kind) {
    case 'lock':
      return { holders: holders(world.grants, call) };
    case 'socket':
      return { holders: partners(world, call) };
    default:
      return { holders: [] };
  }
}

/** Whether a held step waits for a lock, or for what another process does with a socket or a pipe. */
export function waitsForOther({ grants }: World, call: DecodedCall): boolean {
  switch (call.signature.kind) {
    case 'lock':
      return !isFree(grants, call);
    case 'socket':
      return !canGo(call);
    default:
      return call.pipe !== undefined && !canGoOnPipe(call, call.pipe);
  }
}

/** @param untilMs when it goes on by itself; Infinity where it does not. */
function stateWithoutStep(world: World, tree: Tree, untilMs: number): MemberState {
  const tasks = [...tree.tasks.values()];
  const reads =
    tasks.some(
      (task) =>
        task.parked?.kind === 'input' || (task.parked?.kind === 'wait' && listensOnly(world, tree, task, task.parked)),
    ) ||
    (tree.outside !== undefined && readsInput(tree));
  if (untilMs < Infinity && !reads) return { state: 'sleeping', untilMs };
  if (reads || tasks.some((task) => waitsForNothing(tree, task))) return { state: 'idle' };
  const { ending } = tree;
  if (ending !== undefined && tree.tasks.size === 0)
    return { state: 'ended', code: ending.code, signal: signals.get(ending.signal ?? 0) ?? null };
  return { state: 'waiting', doing: tree.outside ?? (waitsForSignal(tree) ? 'for a signal' : 'for an event') };
}

/** Whether the first thread's event loop has nothing left to wait for. */
function waitsForNothing({ outside }: Tree, { parked, ordinal }: Task): boolean {
  return (
    parked?.kind === 'wait' &&
    parked.untilMs === Infinity &&
    outside === undefined &&
    parked.on.kind === 'events' &&
    ordinal === 0
  );
}

function waitsForSignal({ tasks }: Tree): boolean {
  for (const { parked } of tasks.values()) if (parked?.kind === 'wait' && parked.on.kind === 'signals') return true;
  return false;
}

/** A step by the number of its thread, which may have become known since it was held, and of its process. */
export function stepAsTold({ tellsAll }: World, { ordinal, process }: Task, step: HeldStep): HeldStep {
  const child = tellsAll ? process.child : undefined;
  if (step.thread === ordinal && step.child === child) return step;
  return { ...step, thread: ordinal, ...(child !== undefined && { child }) };
}

/** The thread that holds a step. Throws when the step is no longer held. */
export function taskAt(tree: Tree, step: HeldStep): Task {
  for (const task of tree.tasks.values()) if (task.ordinal === step.thread && task.parked?.kind === 'step') return task;
  throw new Error(
    `Process ${step.process} cannot release ${step.call} ${step.path ?? ''}: its thread ${step.thread} does not hold a step.`,
  );
}

/** The thread that holds a member's step, if there is just one. */
export function onlyHolder(tree: Tree): Task | undefined {
  let only: Task | undefined;
  for (const task of tree.tasks.values()) {
    if (task.parked?.kind !== 'step') continue;
    if (only !== undefined) return undefined;
    only = task;
  }
  return tree.uncontrolled !== undefined || only === undefined || waitsInLoop(tree, only) ? undefined : only;
}
