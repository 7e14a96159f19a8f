import type { Counterexample, ExplainingStep } from '../counterexample/counterexample.js';
import { versions } from '../counterexample/versions.js';
import { packageRoot } from '../package-root.js';
import { isToldAtStart, type WriterProgram } from '../writers/writer-program.js';
import { anyOther, passingTwin } from './alternatives.js';
import { explainingSteps } from './explanation.js';
import { distinctionOf } from './distinction.js';
import type { Scenario } from '../scenario/scenario.js';
import { isWithin } from '../scenario/sizes.js';
import { trialOf, type Failure, type Trial } from './failure.js';
import type { Judge } from './judging.js';
import { replayTimes, type Replayed } from './replay.js';
import { firstDifference } from '../control/determinism.js';
import { replay } from '../schedulers/replay.js';
import { adviceFor } from '../writers/language.js';
import type { Runner } from './runner.js';
import { shrink, withFewerEntries } from './shrink.js';
import type { Task, TaskResult } from './task.js';
import { withKnownStacks, withStacks } from './with-stacks.js';

/** A violation counts only when fresh processes show it as often. */
const confirmations = 3;

type Failing = Extract<Task, { kind: 'confirm' }>['failing'];
type Doubtful = Extract<TaskResult, { kind: 'doubtful' }>;
const late = { kind: 'late', reason: 'it was being executed again' } as const;

/** A counterexample as it was found, whatever its size: seen again in fresh processes, and otherwise as yet unexplained. */
export function confirmed(
  runner: Runner,
  writer: WriterProgram,
  failing: Failing,
  judge: Judge,
): Extract<TaskResult, { kind: 'confirmed' | 'late' }> | Doubtful {
  const trial = trialOf(failing.claim, runner, judge);
  const again = trial.replay(failing.scenario, failing.schedule);
  if (again === undefined) return trial.isSpent() ? late : notEvenOnce(runner, writer, failing);
  const reproduced = reproducedAnew(runner, again, judge);
  if (reproduced.broken < reproduced.times) return notAlways(runner, writer, again, reproduced);
  const counterexample: Counterexample = {
    ...shapeOf(again, writer),
    anyOther: [],
    reproduced,
    notShrunkToTheEnd: true,
    ...shownBy({ ...again, steps: stepsOf(again) }, writer),
  };
  return { kind: 'confirmed', counterexample, executions: 1 + confirmations };
}

/**
 * Makes a counterexample of a failure: the smallest one, confirmed and explained. A failure that does not come again is
 * doubtful: the writer is not deterministic then, and nothing is known.
 */
export function counterexampleOf(
  runner: Runner,
  writer: WriterProgram,
  task: Extract<Task, { kind: 'shrink' }>,
  judge: Judge,
): Extract<TaskResult, { kind: 'shrunk' | 'known' | 'late' }> | Doubtful {
  const { failing, seed, explained, limits, known } = task;
  const any = trialOf(failing.claim, runner, judge, limits === undefined ? {} : { limits });
  const again = any.replay(failing.scenario, failing.schedule);
  if (again === undefined) return any.isSpent() ? late : notEvenOnce(runner, writer, failing);
  const trial =
    known === undefined
      ? any
      : otherThan(known, any, (accept) =>
          trialOf(failing.claim, runner, judge, { ...(limits !== undefined && { limits }), accept }),
        );
  const first = known === undefined ? again : trial.replay(failing.scenario, failing.schedule);
  const executions = (): number => any.executions() + (trial === any ? 0 : trial.executions());
  if (first === undefined) return { kind: 'known', executions: executions() };
  const failure = shrink(first, within(trial, writer));
  const isShrunk = !trial.isSpent() && !any.isSpent();
  const twin = explained && isShrunk ? passingTwin(failure, any) : undefined;
  const others = explained && isShrunk ? anyOther(failure, any, seed) : [];
  // What was cut short may have told of things that were only not tried.
  const isExplained = !any.isSpent();
  const reproduced = reproducedAnew(runner, failure, judge);
  if (reproduced.broken < reproduced.times) return notAlways(runner, writer, failure, reproduced);
  const counterexample: Counterexample = {
    ...shapeOf(failure, writer),
    anyOther: isExplained ? others : [],
    ...(twin !== undefined && isExplained && { twin }),
    reproduced,
    ...(!isShrunk && { notShrunkToTheEnd: true }),
    ...shownBy({ ...failure, steps: explained ? withStacks(failure, runner) : stepsOf(failure) }, writer),
  };
  return {
    kind: 'shrunk',
    counterexample,
    distinction: distinctionOf(failure),
    executions: executions() + confirmations,
  };
}

/**
 * A trial in which only failures of other ways than the known ones count. Each is looked at with as few entries as it takes: one
 * more may clash with something else, and is yet no way of its own.
 */
function otherThan(
  known: readonly string[],
  any: Trial,
  trialThat: (accepts: (failure: Failure) => Failure | undefined) => Trial,
): Trial {
  return trialThat((failure) => {
    const fewest = withFewerEntries(failure, any);
    return any.isSpent() || known.includes(distinctionOf(fewest)) ? undefined : fewest;
  });
}

/** A trial in which no scenario fails that does not keep to the sizes which were asked for, or rotates as the writer cannot. */
function within(trial: Trial, { sizes, rotations }: WriterProgram): Trial {
  const isMeant = (scenario: Scenario): boolean =>
    isWithin(scenario, sizes) && rotations.includes(scenario.rotation.kind);
  return {
    ...trial,
    replay: (scenario, schedule) => (isMeant(scenario) ? trial.replay(scenario, schedule) : undefined),
    explore: (scenario, bounds, limit) => (isMeant(scenario) ? trial.explore(scenario, bounds, limit) : undefined),
  };
}

function shapeOf(
  { claim, scenario, schedule }: Failing,
  writer: WriterProgram,
): Pick<Counterexample, 'claim' | 'writer' | 'program' | 'beside' | 'scenario' | 'schedule'> {
  const { name, given, beside = [], build } = writer;
  // What comes with logtorture, or is built for it, lies elsewhere on another machine.
  const anywhere = (line: string): string => {
    const inPackage = line.replaceAll(`${packageRoot}/`, '');
    return build === undefined ? inPackage : inPackage.replaceAll(build.folder, '{out}');
  };
  return {
    claim,
    writer: name,
    ...(given !== undefined && { program: given }),
    ...(isToldAtStart(writer) && { beside: beside.map(anywhere) }),
    scenario,
    schedule,
  };
}

function reproducedAnew(runner: Runner, failure: Failure, judge: Judge): Counterexample['reproduced'] {
  return replayTimes(runner.runAnew, failure, confirmations, judge).reproduced;
}

function notEvenOnce(runner: Runner, writer: WriterProgram, failing: Failing): Doubtful {
  const what = `${failing.claim} was broken once, and by the same schedule not again`;
  return notAgain(what, partedInWords(runner, writer, { scenario: failing.scenario, schedule: failing.schedule }));
}

function notAlways(
  runner: Runner,
  writer: WriterProgram,
  failure: Failure,
  { broken, times }: Counterexample['reproduced'],
): Doubtful {
  const what = `${failure.claim} was broken in ${broken} of ${times} executions in fresh processes`;
  return notAgain(what, partedInWords(runner, writer, failure));
}

/** What of a counterexample is taken from the execution that shows it. */
function shownBy(
  {
    execution,
    violation,
    steps,
  }: Pick<Failure, 'execution' | 'violation'> & Pick<Counterexample['violation'], 'steps'>,
  writer: WriterProgram,
): Pick<Counterexample, 'violation' | 'start' | 'versions' | 'evidence'> {
  return {
    ...(execution.start !== undefined && { start: execution.start }),
    violation: { ...violation, steps },
    versions: { ...versions, ...writer.versions },
    evidence: { kind: 'events', events: execution.events },
  };
}

function stepsOf({ execution, schedule, violation }: Failure): ExplainingStep[] {
  return explainingSteps(execution, schedule, violation);
}

/** A counterexample as it shows itself now; nothing where its claim holds. */
export function asReplayed(
  counterexample: Counterexample,
  { violation, execution, reproduced, steps: found }: Replayed,
  writer: WriterProgram,
): Counterexample | undefined {
  if (violation === undefined) return undefined;
  const { schedule, violation: known } = counterexample;
  const steps = found ?? withKnownStacks(explainingSteps(execution, schedule, violation), known.steps);
  const shown = shownBy({ execution, violation, steps }, writer);
  return { ...counterexample, ...shown, writer: writer.name, reproduced };
}

function notAgain(what: string, parted: string): Doubtful {
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
