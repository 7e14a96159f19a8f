import type { PlannedTask } from './search-plan.js';

/** The part of a search that one of several machines carries out. */
export interface Shard {
  /** Counted from 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * A search that is divided has lanes, whatever the number of machines: every so many-th of its tasks, with executions of its
 * own. So nobody needs to know what came of another lane, and all machines together execute the same, however many they are.
 */
export interface Lane {
  readonly number: number;
  /** How many lanes there are. */
  readonly of: number;
  /** Its tasks, in the order of the plan. */
  readonly plan: Iterator<PlannedTask>;
  /** One that was taken from the plan and has not begun. */
  next?: PlannedTask | undefined;
  /** Executions that are not given to a task. */
  left: number;
  /** How many of its tasks are under way. */
  underWay: number;
  isOver: boolean;
}

/** A lane should be able to go through the schedules of a small scenario. */
const leastExecutions = 100;
/** It can be divided by most numbers of machines that there are. */
const mostLanes = 240;

/**
 * In which lane a task is. Each round begins with another lane, so that none has only what comes in every other place, such as
 * what is drawn under one condition.
 */
export function laneOfTask(index: number, lanes: number): number {
  return (index + Math.floor(index / lanes)) % lanes;
}

/** The lanes of one machine; a search that is not divided is one lane. Where there is but a time, each machine has one. */
export function lanesFor(
  planned: () => Generator<PlannedTask>,
  executions: number = Infinity,
  shard?: Shard,
): readonly Lane[] {
  const lane = (number: number, of: number, left: number): Lane => ({
    number,
    of,
    plan: everyOne(planned(), number, of),
    left,
    underWay: 0,
    isOver: false,
  });
  if (shard === undefined) return [lane(0, 1, executions)];
  if (executions === Infinity) return [lane(shard.index - 1, shard.count, Infinity)];
  const count = Math.min(mostLanes, Math.max(1, Math.floor(executions / leastExecutions)));
  return Array.from({ length: count }, (_, number) => number)
    .filter((number) => number % shard.count === shard.index - 1)
    .map((number) => lane(number, count, Math.floor((executions + count - 1 - number) / count)));
}

function* everyOne(plan: Generator<PlannedTask>, number: number, of: number): Generator<PlannedTask> {
  for (const planned of plan) if (laneOfTask(planned.index, of) === number) yield planned;
}

/** Takes from the plan of a lane what is next and wanted, if it has any. */
export function peek(lane: Lane, isWanted: (planned: PlannedTask) => boolean): PlannedTask | undefined {
  while (!lane.isOver && (lane.next === undefined || !isWanted(lane.next))) {
    const { value, done } = lane.plan.next();
    if (done === true) lane.isOver = true;
    else lane.next = value;
  }
  return lane.isOver ? undefined : lane.next;
}
