import { OutOfTime, unlessOutOfTime } from '../limits.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import type { Scenario } from '../scenario/scenario.js';
import type { FaultKind } from '../schedule/fault.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import { systematic } from '../schedulers/systematic.js';
import { addDrawn, drawnOf, emptyDrawn, schedulersFor } from './drawing.js';
import { bytesIn, wasTooLong } from './long-orders.js';
import type { Runner } from './runner.js';
import type { Scope } from './small-scopes.js';
import type { Target } from './target.js';
import type { Searched } from './task.js';
import type { Drawn } from './verdict.js';

/** What executes, and what is looked for. */
export interface Exploring {
  readonly runner: Pick<Runner, 'run' | 'isTooLong'>;
  readonly target: Target;
}

/** Scenarios, for each of which schedules are drawn. */
export interface Draws {
  readonly seed: number;
  readonly faults: readonly FaultKind[];
  /** How many schedules a scenario is worth. */
  readonly each: number;
  readonly scenarios: Iterable<Scenario>;
}

/**
 * So many schedules of a scenario are gone through in order before every other execution is a drawn one: most bugs that order
 * finds are found by then, and some take more processes or records than any scenario whose schedules can be gone through.
 */
const firstInOrder = 150;
/** A program takes longer than a writer, and how many lines it takes until it rotates is not known. */
const firstOfProgram = 12;

/** How many schedules of a scenario are gone through in order before others are drawn beside them. */
export function firstInOrderOf({ lines }: Pick<Scenario, 'lines'>): number {
  return lines === undefined ? firstInOrder : firstOfProgram;
}

/** Goes through the schedules of a scenario, beside others that are drawn, if any are given. */
export function exploreAll(exploring: Exploring, { scenario, bounds }: Scope, draws?: () => Draws): Searched {
  const { runner, target } = exploring;
  const exploration = systematic(bounds);
  const left = newLeft();
  const first = firstInOrderOf(scenario);
  const drawing = draws && draw(exploring, draws, left);
  let drawn = emptyDrawn;
  let inOrder = 0;
  let probe = exploration.next();
  while (probe !== undefined && target.goesOn()) {
    const execution = left.run(runner, scenario, probe.scheduler);
    if (execution === undefined) break;
    target.note(execution, probe.schedule);
    exploration.learn(traceOf(execution));
    probe = exploration.next();
    inOrder += 1;
    const next = inOrder > first && probe !== undefined ? drawing?.next() : undefined;
    if (next?.value !== undefined) drawn = addDrawn(drawn, next.value);
  }
  const exhausted = probe === undefined;
  return { ...target.result(), ...left.out(), skipped: exploration.skipped(), exhausted, drawn };
}

/** Draws schedules until the limits are reached. */
export function drawAll(exploring: Exploring, draws: Draws): Searched {
  const left = newLeft();
  let drawn = emptyDrawn;
  for (const each of draw(exploring, () => draws, left)) drawn = addDrawn(drawn, each);
  return { ...exploring.target.result(), ...left.out(), skipped: 0, exhausted: false, drawn };
}

/** One execution after the other, each under a schedule that is drawn. Scenarios are generated only once one is asked for. */
function* draw({ runner, target }: Exploring, draws: () => Draws, left: Left): Generator<Drawn, undefined> {
  const { seed, faults, each, scenarios } = draws();
  let number = 0;
  for (const scenario of scenarios) {
    if (!target.goesOn()) break;
    let times = 0;
    for (const { strategy, scheduler, learn } of schedulersFor(scenario, seed + number, faults)) {
      if (!target.goesOn() || times++ === each) break;
      const execution = left.run(runner, scenario, scheduler);
      if (execution === undefined) break;
      learn(execution);
      target.note(execution, scheduler.recorded);
      yield drawnOf(strategy, execution);
    }
    number += each;
  }
  return undefined;
}

interface Left {
  /** Nothing where there was no time, or so many bytes that there is none for them. */
  readonly run: (runner: Exploring['runner'], scenario: Scenario, scheduler: Scheduler) => Execution | undefined;
  readonly out: () => Pick<Searched, 'brokenOff' | 'leftOutBytes'>;
}

/** Executes what there is time for, and keeps what was left out for the want of it. */
function newLeft(): Left {
  let brokenOff: string | undefined;
  let bytes = Infinity;
  return {
    run(runner, scenario, scheduler) {
      const execution = unlessOutOfTime(() =>
        runner.isTooLong(scenario) ? undefined : runner.run(scenario, scheduler),
      );
      if (execution instanceof OutOfTime) {
        brokenOff = execution.message;
        return undefined;
      }
      if (execution !== undefined && !wasTooLong(execution)) return execution;
      bytes = Math.min(bytes, bytesIn(scenario));
      return undefined;
    },
    out: () => ({
      ...(brokenOff !== undefined && { brokenOff }),
      ...(bytes < Infinity && { leftOutBytes: bytes }),
    }),
  };
}
