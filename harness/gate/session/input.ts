import { continueInKernel } from '../kernel/listener.js';
import { feed } from '../members/input.js';
import { settle } from '../settle.js';
import { unpark, type Tree } from '../world/tree.js';
import { recheckOthers } from './recheck.js';
import { treeAt, type SessionState } from './seat.js';

/** Gives a member one line on its standard input, and waits until it has settled. */
export function giveLine(state: SessionState, tree: Tree, line: string): void {
  tree.executed += 1;
  tree.input.pending = Buffer.concat([tree.input.pending, Buffer.from(`${line}\n`)]);
  readOn(state, tree);
}

/** Ends a member's standard input after what it has been given, and waits until all have settled. */
export function endInput(state: SessionState, process: number): void {
  const tree = treeAt(state, process);
  tree.input.last = true;
  readOn(state, tree);
  recheckOthers(state, tree);
}

/** Something has come on a member's standard input: the first thread that reads it goes on. */
function readOn({ world, limitMs }: SessionState, tree: Tree): void {
  feed(tree.input);
  for (const task of tree.tasks.values()) {
    if (task.parked?.kind !== 'input') continue;
    continueInKernel(task.parked.notification);
    unpark(tree, task);
    break;
  }
  tree.mustRecheck = true;
  settle(world, tree, limitMs);
}
