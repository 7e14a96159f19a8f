import { constants } from 'node:os';
import { call } from '../kernel/call.js';
import { living, reap } from '../members/process-tracking.js';
import { willDieOf } from '../members/proc.js';
import { settle } from '../settle.js';
import { recheckOthers } from './recheck.js';
import { treeAt, type SessionState } from './seat.js';
import type { Process } from '../world/process.js';
import type { Tree } from '../world/tree.js';

const { SIGTERM } = constants.signals;

/**
 * Asks a member to end, as a machine that is shut down does, and then what it leaves behind, such as the program that a shell has
 * started; waits until all have settled.
 */
export function terminate(state: SessionState, process: number): void {
  const tree = treeAt(state, process);
  if (tree.finished) return;
  state.world.events.push({ kind: 'terminated', process });
  if (!tree.main.ended) ask(state, tree, tree.main);
  for (const left of tree.main.ended ? living(tree) : []) if (!left.ended) ask(state, tree, left);
  recheckOthers(state, tree);
}

function ask({ world, limitMs }: SessionState, tree: Tree, process: Process): void {
  const dies = willDieOf(process.pid, SIGTERM);
  call('pidfd_send_signal', process.pidfd, SIGTERM, 0, 0);
  if (dies) reap(tree, process);
  tree.signalled = true;
  tree.mustRecheck = true;
  settle(world, tree, limitMs);
}
