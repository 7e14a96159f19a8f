import { constants } from 'node:os';
import { holders } from './files/grants.js';
import { isFree } from './files/locks.js';
import { canGo, partners } from './sockets/sockets.js';
import { socketWait } from './sockets/waits.js';
import type { HeldStep, BlockedStep } from './world/step.js';
import type { Task, Tree } from './world/tree.js';
import type { World } from './world/world.js';
import type { DecodedCall } from './world/call.js';
/**
 * What a settled member does.
 * - ready: it holds steps that can go now, at least one; perhaps other threads are blocked on locks or asleep.
 * - blocked: all its steps wait for locks, or for what another process does with a socket.
 * - sleeping: nothing in it can go before the clock shows `untilMs`.
 * - waiting: for something outside the gate's sight, such as a pipe that is never written.
 * - idle: it reads standard input, where its next line will come, or its event loop has nothing else left to wait for.
 * - ended: with an exit status or by a signal.
 * - uncontrolled: it has not settled in time; `doing` is `computing`, or names the call that it is in.
 */
export type MemberState =
  | {
      readonly state: 'ready';
      readonly steps: readonly HeldStep[];
      readonly blocked: readonly BlockedStep[];
      readonly untilMs?: number;
    }
  | { readonly state: 'blocked'; readonly blocked: readonly BlockedStep[]; readonly untilMs?: number }
  | { readonly state: 'sleeping'; readonly untilMs: number }
  | { readonly state: 'waiting'; readonly doing: string }
  | { readonly state: 'idle' }
  | { readonly state: 'ended'; readonly code: number | null; readonly signal: string | null }
  | { readonly state: 'uncontrolled'; readonly doing: string };

function mayGo(world: World, call: DecodedCall): boolean {
  const { kind } = call.signature;
  return kind === 'lock' ? isFree(world.grants, call) : kind === 'socket' ? canGo(call) : true;
}

const signals = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

export function memberState(world: World, tree: Tree): MemberState {
  if (tree.uncontrolled !== undefined) return { state: 'uncontrolled', doing: tree.uncontrolled };
  const steps: HeldStep[] = [];
  const blocked: BlockedStep[] = [];
  let untilMs = Math.min(Infinity, ...tree.timers.map(({ atMs }) => atMs));
  let reading = false;
  let idle = false;
  for (const task of tree.tasks.values()) {
    const { parked, ordinal } = task;
    if (parked?.kind === 'input') reading = true;
    if (parked?.kind === 'wait') {
      untilMs = Math.min(untilMs, parked.untilMs);
      const waits = socketWait(world, tree, task, parked);
      if (waits !== undefined) blocked.push(waits);
      idle ||=
        parked.untilMs === Infinity && tree.outside === undefined && parked.on.kind === 'events' && ordinal === 0;
    }
    if (parked?.kind !== 'step') continue;
    const { call } = parked;
    const step = call.step.thread === ordinal ? call.step : { ...call.step, thread: ordinal };
    if (mayGo(world, call)) steps.push(step);
    else if (call.signature.kind === 'socket') blocked.push({ step, holders: partners(world, call) });
    else blocked.push({ step, holders: holders(world.grants, call) });
  }
  const wakes = untilMs === Infinity ? {} : { untilMs };
  if (steps.length > 1) steps.sort((one, other) => one.thread - other.thread);
  if (steps.length > 0) return { state: 'ready', steps, blocked, ...wakes };
  if (blocked.length > 0) return { state: 'blocked', blocked, ...wakes };
  if (untilMs < Infinity && !reading) return { state: 'sleeping', untilMs };
  if (reading || idle) return { state: 'idle' };
  const { ending } = tree;
  if (ending !== undefined && tree.tasks.size === 0)
    return { state: 'ended', code: ending.code, signal: signals.get(ending.signal ?? 0) ?? null };
  return { state: 'waiting', doing: tree.outside ?? 'for an event' };
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
  return tree.uncontrolled === undefined ? only : undefined;
}
