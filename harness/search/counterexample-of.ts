import type { Counterexample } from '../counterexample/counterexample.js';
import { versions } from '../counterexample/versions.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { anyOther, passingTwin } from './alternatives.js';
import { explainingSteps } from './explanation.js';
import { trialOf, type Failure } from './failure.js';
import type { Judge } from './judging.js';
import { replayTimes, type Replayed } from './replay.js';
import { firstDifference } from '../control/determinism.js';
import { replay } from '../schedulers/replay.js';
import { adviceFor } from '../writers/language.js';
import type { Runner } from './runner.js';
import { shrink } from './shrink.js';
import type { Task, TaskResult } from './task.js';

/** A violation counts only when fresh processes show it as often. */
const confirmations = 3;

/**
 * Makes a counterexample of a failure: the smallest one, confirmed and explained. A failure that does not come again is
 * doubtful: the writer is not deterministic then, and nothing is known.
 */
export function counterexampleOf(
  runner: Runner,
  writer: WriterProgram,
  { failing: { claim, scenario, schedule }, seed, explained }: Extract<Task, { kind: 'shrink' }>,
  judge: Judge,
): Extract<TaskResult, { kind: 'shrunk' | 'doubtful' }> {
  const trial = trialOf(claim, runner, judge);
  const again = trial.replay(scenario, schedule);
  if (again === undefined)
    return notAgain(
      `${claim} was broken once, and by the same schedule not again`,
      partedInWords(runner, writer, { scenario, schedule }),
    );
  const failure = shrink(again, trial);
  const { reproduced } = replayTimes(runner.runAnew, failure, confirmations, judge);
  if (reproduced.broken < confirmations) {
    const often = `${reproduced.broken} of ${confirmations}`;
    return notAgain(
      `${claim} was broken in ${often} executions in fresh processes`,
      partedInWords(runner, writer, failure),
    );
  }
  const twin = explained ? passingTwin(failure, trial) : undefined;
  const counterexample: Counterexample = {
    claim,
    writer: writer.name,
    scenario: failure.scenario,
    schedule: failure.schedule,
    anyOther: explained ? anyOther(failure, trial, seed) : [],
    ...(twin !== undefined && { twin }),
    reproduced,
    ...shownBy(failure, writer),
  };
  return { kind: 'shrunk', counterexample, executions: trial.executions() };
}

/** What of a counterexample is taken from the execution that shows it. */
function shownBy(
  { execution, schedule, violation }: Pick<Failure, 'execution' | 'schedule' | 'violation'>,
  writer: WriterProgram,
): Pick<Counterexample, 'violation' | 'versions' | 'evidence'> {
  return {
    violation: { ...violation, steps: explainingSteps(execution, schedule, violation) },
    versions: { ...versions, ...writer.versions },
    evidence: { kind: 'events', events: execution.events },
  };
}

/** A counterexample as it shows itself now; nothing where its claim holds. */
export function asReplayed(
  counterexample: Counterexample,
  { violation, execution, reproduced }: Replayed,
  writer: WriterProgram,
): Counterexample | undefined {
  if (violation === undefined) return undefined;
  const shown = shownBy({ execution, schedule: counterexample.schedule, violation }, writer);
  return { ...counterexample, ...shown, writer: writer.name, reproduced };
}

function notAgain(what: string, parted: string): Extract<TaskResult, { kind: 'doubtful' }> {
  return { kind: 'doubtful', reason: `The writer is not deterministic under control: ${what}. ${parted}` };
}

/**
 * Where executions of one schedule part, in a sentence, with what most often helps.
 * @param failure `execution` is the first of them, where there is one already.
 */
function partedInWords(
  runner: Pick<Runner, 'run' | 'runAnew'>,
  { command }: WriterProgram,
  { scenario, schedule, execution }: Pick<Failure, 'scenario' | 'schedule'> & Partial<Pick<Failure, 'execution'>>,
): string {
  const first = execution ?? runner.run(scenario, replay(schedule));
  for (let times = 0; times < confirmations; times++) {
    const difference = firstDifference(first, runner.runAnew(scenario, replay(schedule)));
    if (difference !== undefined) return `${difference} What most often helps: ${adviceFor(command).repeat}.`;
  }
  return `Another ${confirmations} executions went all the same way. What most often helps: ${adviceFor(command).repeat}.`;
}
