import { forget } from '../members/process-tracking.js';
import { noSockets } from '../world/sockets.js';
import { showTime } from '../time/show-time.js';
import { calendarMs, newClock, restart } from '../world/clock.js';
import { closeDirectory, openDirectory } from '../world/directory.js';
import { giveLine } from './input.js';
import { recheckOthers } from './recheck.js';
import { putProgram } from './program-seats.js';
import type { SessionState } from './seat.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/**
 * One execution: the directory of its log, and for each member the line of JSON that it is given, or undefined for
 * none.
 */
export interface Beginning {
  readonly directory: string;
  readonly lines: readonly (string | undefined)[];
  /** Steps are to tell what writes have written, as those of programs do anyway. */
  readonly tellsData?: boolean;
}

/** Restarts the clock, forgets the execution before, and gives each member its line, or puts each program into its seat. */
export function beginExecution(state: SessionState, { directory, lines, tellsData = false }: Beginning): void {
  const { world, seats, seed } = state;
  world.tellsData = world.tellsAll || tellsData;
  if (world.tellsAll) {
    beginPrograms(state, directory);
    return;
  }
  restartClock(state);
  forgetExecution(state, directory);
  for (const { tree } of seats) refresh(world, tree, seed + tree.ordinal);
  for (const { tree } of seats) {
    const line = lines[tree.ordinal];
    if (line !== undefined) giveLine(state, tree, line);
  }
}

/** Begins an execution of programs: each is there anew, and has come to its first step. */
function beginPrograms(state: SessionState, directory: string): void {
  standAtStart(state, directory);
  for (const seat of state.seats) {
    putProgram(state, seat);
    recheckOthers(state, seat.tree);
  }
}

/** Has everything stand as it does at the start of each execution of programs. None of them is there any more. */
export function standAtStart(state: SessionState, directory: string): void {
  Object.assign(state.world.clock, newClock());
  forgetExecution(state, directory);
}

function forgetExecution({ world, onlySockets }: SessionState, directory: string): void {
  closeDirectory(world.directory);
  world.directory = openDirectory(directory, calendarMs(world.clock));
  world.events = [];
  world.grants = [];
  world.rounds = 0;
  world.isSignalled = false;
  world.mayBringNews = false;
  world.sockets = noSockets(onlySockets);
}

/** Restarts the clock. The timers and sleeps of members that stay end as long after the restart as they would have without it. */
export function restartClock({ world: { clock }, seats }: SessionState): void {
  const earlierMs = clock.nowMs;
  restart(clock);
  const moved = (ms: number): number => ms - earlierMs + clock.nowMs;
  for (const { tree } of seats) {
    tree.timers = tree.timers.map((timer) => ({ ...timer, atMs: moved(timer.atMs) }));
    tree.alarms = tree.alarms.map((alarm) => ({ ...alarm, atMs: moved(alarm.atMs) }));
    for (const task of tree.tasks.values())
      if (task.parked?.kind === 'wait') task.parked = { ...task.parked, untilMs: moved(task.parked.untilMs) };
  }
}

/** Makes a member that stays from one execution to the next look as new as it can. */
function refresh(world: World, tree: Tree, seed: number): void {
  forget(tree);
  tree.loops.clear();
  tree.lastSaid = '';
  tree.random.state = seed;
  tree.aheadMs = 0;
  for (const stream of tree.streams) {
    stream.kept = 0;
    stream.cut = false;
  }
  tree.nextOrdinal = Math.max(0, ...[...tree.tasks.values()].map(({ ordinal }) => ordinal + 1));
  showTime(world, tree);
}
