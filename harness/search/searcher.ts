import { isDeepStrictEqual } from 'node:util';
import { OutOfTime, unlessOutOfTime } from '../limits.js';
import type { Violation } from '../claims/invariant.js';
import { replay } from '../schedulers/replay.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { confirmed, counterexampleOf } from './counterexample-of.js';
import { drawnScenarios } from './drawing.js';
import { drawAll, exploreAll, type Draws } from './explore.js';
import { judgeWith, type Question } from './judging.js';
import { replayTimes } from './replay.js';
import { openRunner, type Runner } from './runner.js';
import { newTarget } from './target.js';
import { withStacks } from './with-stacks.js';
import type { Assignment, Drawing, TaskResult } from './task.js';

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
    answer(assignment) {
      const runner = runnerFor(assignment.writer);
      runner.endBy(assignment.endMs ?? Infinity);
      const result = unlessOutOfTime(() => carryOut(runner, assignment, ask));
      return result instanceof OutOfTime ? { kind: 'late', reason: result.message } : result;
    },
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
    case 'systematic': {
      const { scope, beside } = task;
      const drawing = beside === undefined ? undefined : () => drawingFor(writer, beside);
      return { kind: 'searched', searched: exploreAll({ runner, target: newTarget(task, judge) }, scope, drawing) };
    }
    case 'drawn': {
      const target = newTarget(task, judge);
      return { kind: 'searched', searched: drawAll({ runner, target }, drawingFor(writer, task)) };
    }
    case 'drawn-for': {
      const { seed, faults, scenario } = task;
      const drawing = { seed, faults, each: Infinity, scenarios: [scenario] };
      return { kind: 'searched', searched: drawAll({ runner, target: newTarget(task, judge) }, drawing) };
    }
    case 'run':
      return { kind: 'ran', execution: runner.runTelling(task.scenario, replay(task.schedule)) };
    case 'replay': {
      const run = task.fresh ? runner.runAnew : runner.run;
      const replayed = replayTimes(run, task, task.times, judge);
      const { execution, violation } = replayed;
      if (task.stacks !== true || violation === undefined) return { kind: 'replayed', replayed };
      const steps = withStacks({ execution, violation, schedule: task.schedule }, runner);
      return { kind: 'replayed', replayed: { ...replayed, steps } };
    }
    case 'confirm':
      return confirmed(runner, writer, task.failing, judge);
    case 'shrink':
      return counterexampleOf(runner, writer, task, judge);
  }
}

/** Each scenario that is generated is worth so many schedules. */
const schedulesEach = 5;

function drawingFor(writer: WriterProgram, from: Drawing): Draws {
  const { seed, condition, scenario } = from;
  const { faults } = condition;
  return scenario === undefined
    ? { seed, faults, each: schedulesEach, scenarios: drawnScenarios(writer, from) }
    : { seed, faults, each: Infinity, scenarios: [scenario] };
}
