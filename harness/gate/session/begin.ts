import { onlySockets } from '../launch/filter.js';
import { forget } from '../members/process-tracking.js';
import { noSockets } from '../world/sockets.js';
import { showTime } from '../time/show-time.js';
import { calendarMs, restart } from '../world/clock.js';
import { openDirectory } from '../world/directory.js';
import { giveLine } from './input.js';
import type { SessionState } from './seats.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/**
 * One execution: the directory of its log, and for each member the line of JSON that it is given, or undefined for
 * none.
 */
export interface Beginning {
  readonly directory: string;
  readonly lines: readonly (string | undefined)[];
}

/** Restarts the clock, forgets the execution before, and gives each member its line. */
export function beginExecution(state: SessionState, { directory, lines }: Beginning): void {
  const { world, seats, granularity, seed } = state;
  restartClock(state);
  world.directory = openDirectory(directory, calendarMs(world.clock));
  world.events = [];
  world.grants = [];
  world.sockets = noSockets(new Set(onlySockets(granularity)));
  for (const { tree } of seats) refresh(world, tree, seed + tree.ordinal);
  for (const { tree } of seats) {
    const line = lines[tree.ordinal];
    if (line !== undefined) giveLine(state, tree, line);
  }
}

/** Restarts the clock. The timers of members that stay go off as long after the restart as they would have without it. */
function restartClock({ world: { clock }, seats }: SessionState): void {
  const earlierMs = clock.nowMs;
  restart(clock);
  for (const { tree } of seats)
    tree.timers = tree.timers.map((timer) => ({ ...timer, atMs: timer.atMs - earlierMs + clock.nowMs }));
}

/** Makes a member that stays from one execution to the next look as new as it can. */
function refresh(world: World, tree: Tree, seed: number): void {
  forget(tree);
  tree.random.state = seed;
  tree.aheadMs = 0;
  for (const stream of tree.streams) {
    stream.kept = 0;
    stream.cut = false;
  }
  tree.nextOrdinal = Math.max(0, ...[...tree.tasks.values()].map(({ ordinal }) => ordinal + 1));
  showTime(world, tree);
}
