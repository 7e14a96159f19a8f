import type { Invariant } from '../claims/invariant.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { counterexamplePath, writeCounterexample } from '../counterexample/file.js';
import { counterexampleInWords, type Where } from '../report/counterexample.js';
import { kept } from '../report/kept.js';
import { scenarioInWords } from '../report/scenario.js';
import { steadyMs } from '../limits.js';
import { errorMessage } from '../words.js';
import { wrapped } from '../report/wrap.js';
import type { Scenario } from '../scenario/scenario.js';
import { counterexampleFrom, searchScenario } from '../search/scenario-search.js';
import { incompleteInWords, whyInVain, type Reach } from '../search/reach.js';
import type { Failing } from '../search/task.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { pageLine } from './page-of.js';
import { replayLine } from './replay-here.js';
import { seedOf } from './scenario-seed.js';
import type { Settings } from './settings.js';
import { shrinkUntil } from './shrink-limit.js';
import type { TestScope } from './test-scope.js';

/** A scenario that is held to a claim, how, and for which test. */
export interface Held {
  readonly invariant: Invariant;
  readonly writer: WriterProgram;
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly scope: TestScope;
}

/** @throws {Error} that shows the smallest counterexample, or one line that says why nothing can be judged. */
export async function expectControlled(held: Held): Promise<void> {
  const { invariant, writer, scenario, settings, scope } = held;
  const { executions, timeoutMs, workers, keep, html } = settings;
  const seed = settings.seed ?? seedOf(scenario);
  const search = { writer, scenario, invariant, seed, executions, workers };
  const { reach, failing } = await searchScenario({ ...search, ...(timeoutMs !== undefined && { timeoutMs }) });
  scope.exploration.note({ invariant, writer: writer.name, scenario, reach, how: 'controlled' });
  if (failing !== undefined) {
    const counterexample = await smallestOf(failing, seed, held);
    const where = keep === false ? {} : keptIn(keep, counterexample, held);
    const page = html === undefined ? [] : [await pageLine(html, counterexample, where, held)];
    const lines = [counterexampleInWords(counterexample, where), ...page, againInWords(seed, settings)];
    throw new Error(`\n${lines.join('\n')}`);
  }
  const incomplete = incompleteInWords(reach);
  const about = `${scenarioInWords(writer.name, scenario)}: ${invariant.claim}`;
  if (incomplete !== undefined) throw new Error(`${about} can't be judged: ${incomplete}.`);
  const vain = refusesAll(reach, invariant)
    ? whyInVain(reach, { rotation: false, overlap: false, fault: false })
    : undefined;
  if (vain !== undefined) throw new Error(`${about} was tested in vain: ${vain}.`);
}

/** A writer that refuses every record, though no call fails, keeps whatever it promises of those that it acknowledges. */
function refusesAll({ judged, acknowledged, refusal }: Reach, { faults }: Invariant): boolean {
  return faults.length === 0 && judged > 0 && acknowledged === 0 && refusal !== undefined;
}

/**
 * fast-check makes a failing scenario smaller by trying others. The first failure is made as small as it goes at once, which
 * takes longer; what fails after it in the same test is shown by the same counterexample.
 */
function smallestOf(
  failing: Failing,
  seed: number,
  { invariant, writer, settings: { timeoutMs }, scope: { counterexamples, endMs } }: Held,
): Promise<Counterexample> {
  const key = `${invariant.claim} ${writer.name}`;
  const untilMs = shrinkUntil(steadyMs(), { timeoutMs, endMs });
  const known = counterexamples.get(key) ?? counterexampleFrom(failing, { writer, invariant, seed, untilMs });
  counterexamples.set(key, known);
  return known;
}

function keptIn(folder: string, counterexample: Counterexample, held: Held): Where {
  const file = counterexamplePath(folder, counterexample);
  try {
    writeCounterexample(file, kept(counterexample));
  } catch (error) {
    // What was found is shown all the same.
    console.error(`It could not be kept: ${errorMessage(error)}`);
    return {};
  }
  return { file, replay: replayLine(file, held) };
}

function againInWords(seed: number, { seed: given }: Settings): string {
  const whose = given === undefined ? 'follows from the scenario' : 'was given';
  return wrapped(
    '',
    "To fail again, add fast-check's seed and path to the parameters of the property: they bring back the scenario. " +
      `The seed of its schedules is ${seed}; it ${whose}.`,
  );
}
