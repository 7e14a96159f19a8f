import { constants } from 'node:os';
import { call } from '../kernel/call.js';
import { errno } from '../kernel/errno.js';
import { answerError } from '../kernel/listener.js';
import { leaveNoCore } from '../kernel/resource-limit.js';
import { settle } from '../settle.js';
import { memberState, taskAt } from '../state.js';
import { unpark } from '../world/tree.js';
import type { Process } from '../world/process.js';
import type { HeldStep } from '../world/step.js';
import { release } from './release.js';
import { treeAt, type SessionState } from './seat.js';

/** The thread that holds a step, and its process, by the numbers by which the system knows them. */
export interface Holder {
  readonly pid: number;
  readonly tid: number;
  /** By what it and those that it comes from go themselves. */
  readonly lineage: readonly number[];
}

export function holderOf(state: SessionState, step: HeldStep): Holder {
  const { tid, process } = taskAt(treeAt(state, step.process), step);
  return { tid, pid: process.pid, lineage: lineageOf(process) };
}

function lineageOf({ number, parent }: Process): readonly number[] {
  return [number, ...(parent === undefined ? [] : lineageOf(parent))];
}

/**
 * Sends a signal to the thread that holds a step, whose call fails with EIO, so that the signal's handler runs before anything else
 * in it. Gives what the member has printed once it has settled, which may be that it has ended. The execution is of no use any more.
 */
export function signalAt(state: SessionState, step: HeldStep, signal: NodeJS.Signals): string {
  const { world, limitMs } = state;
  const tree = treeAt(state, step.process);
  const task = taskAt(tree, step);
  const { parked } = task;
  if (parked?.kind !== 'step') return '';
  leaveNoCore(task.process.pid);
  const place = world.events.length;
  call('tgkill', task.process.pid, task.tid, constants.signals[signal]);
  answerError(parked.notification, errno.EIO);
  unpark(tree, task);
  settle(world, tree, limitMs);
  return printedSince(state, place, step.process);
}

/** So many steps may it take other threads to handle a signal. */
const mostSteps = 20;

/**
 * Sends a signal to the process of a thread that holds a step, and leaves that step held: another thread handles the signal, and takes
 * the steps that it needs for that. Gives what the member has printed once it has settled. The execution is of no use any more.
 */
export function signalBeside(state: SessionState, step: HeldStep, signal: NodeJS.Signals): string {
  const { world, limitMs } = state;
  const tree = treeAt(state, step.process);
  const place = world.events.length;
  call('pidfd_send_signal', taskAt(tree, step).process.pidfd, constants.signals[signal], 0, 0);
  tree.signalled = true;
  // Threads that wait for a memory word are looked at, too, as when one has ended.
  tree.mustRecheck = tree.threadEnded = true;
  settle(world, tree, limitMs);
  for (let steps = 0; steps < mostSteps; steps++) {
    const member = memberState(world, tree);
    const other = member.state === 'ready' ? member.steps.find(({ thread }) => thread !== step.thread) : undefined;
    if (other === undefined || !release(state, other)) break;
  }
  return printedSince(state, place, step.process);
}

function printedSince({ world }: SessionState, place: number, process: number): string {
  return world.events
    .slice(place)
    .map((event) => (event.kind === 'printed' && event.process === process ? event.text : ''))
    .join('');
}
