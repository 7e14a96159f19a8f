import { isDeepStrictEqual } from 'node:util';
import { allClaims, type Claim } from '../claims/claim.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Schedule } from '../schedule/schedule.js';
import { replay } from '../schedulers/replay.js';
import { systematic } from '../schedulers/systematic.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { addDrawn, drawnOf, drawnScenarios, emptyDrawn, schedulersFor } from './drawing.js';
import { found } from './found.js';
import { openRunner, type Runner } from './runner.js';
import type { FaultKind } from '../schedule/fault.js';
import { faultsOf, type Rung } from './rungs.js';
import { addTallies, emptyTally, tallyOf, violationsOf } from './tally.js';
import type { Assignment, Failing, Replayed, Searched, Task, TaskResult } from './task.js';

export interface SearcherOptions {
  /** How long, in real milliseconds, a process may take to settle. */
  readonly limitMs: number;
}

/** Carries out tasks with processes of its own, which stay warm until another writer's turn comes; it blocks its thread. */
export interface Searcher {
  readonly answer: (assignment: Assignment) => TaskResult;
  readonly close: () => void;
}

export function openSearcher({ limitMs }: SearcherOptions): Searcher {
  let warm: { readonly writer: WriterProgram; readonly runner: Runner } | undefined;
  const runnerFor = (writer: WriterProgram): Runner => {
    if (warm === undefined || !isDeepStrictEqual(warm.writer, writer)) {
      warm?.runner.close();
      warm = { writer, runner: openRunner(writer, limitMs) };
    }
    return warm.runner;
  };
  return {
    answer({ writer, task }) {
      const runner = runnerFor(writer);
      switch (task.kind) {
        case 'systematic':
          return { kind: 'searched', searched: exploreAll(runner, newHunt(task), task.rung) };
        case 'drawn':
          return {
            kind: 'searched',
            searched: drawAll(runner, newHunt(task), task.seed, drawnScenarios(writer, task), {
              each: schedulesEach,
              faults: faultsOf(task.setting),
            }),
          };
        case 'drawn-for':
          return {
            kind: 'searched',
            searched: drawAll(runner, newHunt(task), task.seed, [task.scenario], {
              each: Infinity,
              faults: task.faults,
            }),
          };
        case 'replay':
          return { kind: 'replayed', replayed: replayOnce(runner, task) };
        case 'shrink':
          return found(runner, writer, task);
      }
    },
    close: () => warm?.runner.close(),
  };
}

function replayOnce(runner: Runner, { claim, scenario, schedule }: Extract<Task, { kind: 'replay' }>): Replayed {
  const scheduler = replay(schedule);
  const execution = runner.run(scenario, scheduler);
  const [violation] = violationsOf(execution, [claim]);
  const { kind: outcome } = execution.outcome;
  const unused = scheduler.unused();
  return { outcome, unused, ...(violation === undefined ? {} : { message: violation.message }) };
}

type Limited = Exclude<Task, { kind: 'shrink' | 'replay' }>;

interface Hunt {
  readonly goesOn: () => boolean;
  readonly note: (execution: Execution, scheduleOf: () => Schedule) => void;
  readonly result: () => Pick<Searched, 'tally' | 'failures'>;
}

/** Executions that are held to claims until each is broken or the limits are reached. */
function newHunt({ claims, executions, untilMs, closed }: Limited): Hunt {
  let open: readonly Claim[] = claims;
  let tally = emptyTally;
  const failures: Failing[] = [];
  const isWanted = (claim: Claim): boolean =>
    closed === undefined || Atomics.load(closed, allClaims.indexOf(claim)) === 0;
  return {
    goesOn: () => open.some(isWanted) && tally.executions < executions && Date.now() < untilMs,
    note(execution, scheduleOf) {
      tally = addTallies(tally, tallyOf(execution));
      for (const { claim } of violationsOf(execution, open)) {
        const { scenario } = execution;
        failures.push({ claim, scenario, schedule: scheduleOf(), number: tally.executions });
        open = open.filter((other) => other !== claim);
      }
    },
    result: () => ({ tally, failures }),
  };
}

function exploreAll(runner: Runner, hunt: Hunt, { scenario, bounds }: Rung): Searched {
  const exploration = systematic(bounds);
  let probe = exploration.next();
  while (probe !== undefined && hunt.goesOn()) {
    const execution = runner.run(scenario, probe.scheduler);
    hunt.note(execution, probe.schedule);
    exploration.learn(traceOf(execution));
    probe = exploration.next();
  }
  return { ...hunt.result(), skipped: exploration.skipped(), exhausted: probe === undefined, drawn: emptyDrawn };
}

/** Each scenario that is generated is worth so many schedules. */
const schedulesEach = 5;

interface Drawing {
  /** How many schedules a scenario is worth. */
  readonly each: number;
  readonly faults: readonly FaultKind[];
}

function drawAll(
  runner: Runner,
  hunt: Hunt,
  seed: number,
  scenarios: Iterable<Scenario>,
  { each, faults }: Drawing,
): Searched {
  let drawn = emptyDrawn;
  let number = 0;
  for (const scenario of scenarios) {
    if (!hunt.goesOn()) break;
    let times = 0;
    for (const { strategy, scheduler, learn } of schedulersFor(scenario, seed + number, faults)) {
      if (!hunt.goesOn() || times++ === each) break;
      const execution = runner.run(scenario, scheduler);
      learn(execution);
      drawn = addDrawn(drawn, drawnOf(strategy, execution));
      hunt.note(execution, scheduler.recorded);
    }
    number += each;
  }
  return { ...hunt.result(), skipped: 0, exhausted: false, drawn };
}
