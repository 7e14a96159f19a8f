import { isDeepStrictEqual } from 'node:util';
import type { Violation } from '../claims/invariant.js';
import { traceOf } from '../execution/events.js';
import type { Scenario } from '../scenario/scenario.js';
import type { FaultKind } from '../schedule/fault.js';
import { systematic } from '../schedulers/systematic.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { counterexampleOf } from './counterexample-of.js';
import { addDrawn, drawnOf, drawnScenarios, emptyDrawn, schedulersFor } from './drawing.js';
import { judgeWith, type Question } from './judging.js';
import { replayTimes } from './replay.js';
import { openRunner, type Runner } from './runner.js';
import type { Scope } from './small-scopes.js';
import { newTarget, type Target } from './target.js';
import type { Assignment, Searched, TaskResult } from './task.js';

export interface SearcherOptions {
  /** How long, in real milliseconds, a process may take to settle. */
  readonly limitMs: number;
}

/** Carries out tasks with processes of its own, which stay warm until another writer's turn comes; it blocks its thread. */
export interface Searcher {
  readonly answer: (assignment: Assignment) => TaskResult;
  readonly close: () => void;
}

/** @param ask has an execution judged by an invariant that only the thread which gave the task has. */
export function openSearcher(
  { limitMs }: SearcherOptions,
  ask: (question: Question) => readonly Violation[] | undefined,
): Searcher {
  let warm: { readonly writer: WriterProgram; readonly runner: Runner } | undefined;
  const runnerFor = (writer: WriterProgram): Runner => {
    if (warm === undefined || !isDeepStrictEqual(warm.writer, writer)) {
      warm?.runner.close();
      warm = { writer, runner: openRunner(writer, limitMs) };
    }
    return warm.runner;
  };
  return {
    answer: (assignment) => carryOut(runnerFor(assignment.writer), assignment, ask),
    close: () => warm?.runner.close(),
  };
}

function carryOut(
  runner: Runner,
  { writer, task, own = [] }: Assignment,
  ask: (question: Question) => readonly Violation[] | undefined,
): TaskResult {
  const judge = judgeWith(own, ask);
  switch (task.kind) {
    case 'systematic':
      return { kind: 'searched', searched: exploreAll(runner, newTarget(task, judge), task.scope) };
    case 'drawn': {
      const { seed, condition } = task;
      const drawing = { seed, faults: condition.faults, each: schedulesEach, scenarios: drawnScenarios(writer, task) };
      return { kind: 'searched', searched: drawAll(runner, newTarget(task, judge), drawing) };
    }
    case 'drawn-for': {
      const { seed, faults, scenario } = task;
      const drawing = { seed, faults, each: Infinity, scenarios: [scenario] };
      return { kind: 'searched', searched: drawAll(runner, newTarget(task, judge), drawing) };
    }
    case 'replay': {
      const run = task.fresh ? runner.runAnew : runner.run;
      return { kind: 'replayed', replayed: replayTimes(run, task, task.times, judge) };
    }
    case 'shrink':
      return counterexampleOf(runner, writer, task, judge);
  }
}

function exploreAll(runner: Runner, target: Target, { scenario, bounds }: Scope): Searched {
  const exploration = systematic(bounds);
  let probe = exploration.next();
  while (probe !== undefined && target.goesOn()) {
    const execution = runner.run(scenario, probe.scheduler);
    target.note(execution, probe.schedule);
    exploration.learn(traceOf(execution));
    probe = exploration.next();
  }
  return { ...target.result(), skipped: exploration.skipped(), exhausted: probe === undefined, drawn: emptyDrawn };
}

/** Each scenario that is generated is worth so many schedules. */
const schedulesEach = 5;

interface Drawing {
  readonly seed: number;
  readonly faults: readonly FaultKind[];
  /** How many schedules a scenario is worth. */
  readonly each: number;
  readonly scenarios: Iterable<Scenario>;
}

function drawAll(runner: Runner, target: Target, { seed, faults, each, scenarios }: Drawing): Searched {
  let drawn = emptyDrawn;
  let number = 0;
  for (const scenario of scenarios) {
    if (!target.goesOn()) break;
    let times = 0;
    for (const { strategy, scheduler, learn } of schedulersFor(scenario, seed + number, faults)) {
      if (!target.goesOn() || times++ === each) break;
      const execution = runner.run(scenario, scheduler);
      learn(execution);
      drawn = addDrawn(drawn, drawnOf(strategy, execution));
      target.note(execution, scheduler.recorded);
    }
    number += each;
  }
  return { ...target.result(), skipped: 0, exhausted: false, drawn };
}
