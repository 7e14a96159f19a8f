import type { Counterexample } from '../counterexample/counterexample.js';
import { replay } from '../schedulers/replay.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { evidenceOf } from './evidence.js';
import { anyOther, passingTwin } from './explain.js';
import { trialOf, type Failure } from './failure.js';
import type { Runner } from './runner.js';
import { shrink, shrinkSchedule } from './shrink.js';
import { violationsOf } from './tally.js';
import type { Task, TaskResult } from './task.js';

/** A violation counts only when fresh processes show it as often. */
const confirmations = 3;

/**
 * Makes a counterexample of a failure: the smallest one, confirmed and explained. A failure that does not come again is
 * doubtful: the writer is not deterministic then, and nothing is known.
 */
export function found(
  runner: Runner,
  writer: WriterProgram,
  { failing: { claim, scenario, schedule }, seed, jointly, explained }: Extract<Task, { kind: 'shrink' }>,
): Extract<TaskResult, { kind: 'shrunk' | 'doubtful' }> {
  const trial = trialOf(claim, runner);
  const again = trial.replay(scenario, schedule);
  if (again === undefined) return notAgain(`${claim} was broken once, and by the same schedule not again`);
  const failure = jointly ? shrink(again, trial) : shrinkSchedule(again, trial);
  const reproduced = confirm(runner, failure);
  if (reproduced < confirmations) {
    return notAgain(`${claim} was broken in ${reproduced} of ${confirmations} executions in fresh processes`);
  }
  const twin = explained ? passingTwin(failure, trial) : undefined;
  const { violation, versions, interleaving } = evidenceOf(failure, writer);
  const counterexample: Counterexample = {
    claim,
    writer: writer.name,
    scenario: failure.scenario,
    schedule: failure.schedule,
    violation,
    anyOther: explained ? anyOther(failure, trial, seed) : [],
    ...(twin === undefined ? {} : { twin }),
    reproduced: `${reproduced}/${confirmations}`,
    versions,
    interleaving,
  };
  return { kind: 'shrunk', counterexample, executions: trial.executions() };
}

function notAgain(what: string): Extract<TaskResult, { kind: 'doubtful' }> {
  const reason = `The writer is not deterministic under control: ${what}. Most likely it reads a random source or a process number.`;
  return { kind: 'doubtful', reason };
}

function confirm(runner: Runner, { claim, scenario, schedule }: Failure): number {
  let times = 0;
  for (let start = 0; start < confirmations; start++) {
    const execution = runner.runAnew(scenario, replay(schedule));
    if (violationsOf(execution, [claim]).length > 0) times += 1;
  }
  return times;
}
