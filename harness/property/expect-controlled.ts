import type { Invariant } from '../claims/invariant.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { counterexamplePath, writeCounterexample } from '../counterexample/file.js';
import { counterexampleInWords, type Where } from '../report/counterexample.js';
import { kept } from '../report/kept.js';
import { scenarioInWords } from '../report/scenario.js';
import { wrapped } from '../report/wrap.js';
import type { Scenario } from '../scenario/scenario.js';
import { counterexampleFrom, searchScenario } from '../search/scenario-search.js';
import { incompleteInWords } from '../search/reach.js';
import type { Failing } from '../search/task.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { replayLine } from './replay-here.js';
import { seedOf } from './scenario-seed.js';
import type { Settings } from './settings.js';
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
  const { executions, timeoutMs, workers, keep } = settings;
  const seed = settings.seed ?? seedOf(scenario);
  const search = { writer, scenario, invariant, seed, executions, workers };
  const { reach, failing } = await searchScenario({ ...search, ...(timeoutMs !== undefined && { timeoutMs }) });
  scope.exploration.note({ invariant, writer: writer.name, scenario, reach, how: 'controlled' });
  if (failing !== undefined) {
    const counterexample = await smallestOf(failing, seed, held);
    const where = keep === false ? {} : keptIn(keep, counterexample, held);
    throw new Error(`\n${counterexampleInWords(counterexample, where)}\n${againInWords(seed, settings)}`);
  }
  const incomplete = incompleteInWords(reach);
  if (incomplete === undefined) return;
  throw new Error(`${scenarioInWords(writer.name, scenario)}: ${invariant.claim} can't be judged: ${incomplete}.`);
}

/**
 * fast-check makes a failing scenario smaller by trying others. The first failure is made as small as it goes at once, which
 * takes longer; what fails after it in the same test is shown by the same counterexample.
 */
function smallestOf(
  failing: Failing,
  seed: number,
  { invariant, writer, scope: { counterexamples } }: Held,
): Promise<Counterexample> {
  const key = `${invariant.claim} ${writer.name}`;
  const known = counterexamples.get(key) ?? counterexampleFrom(failing, { writer, invariant, seed });
  counterexamples.set(key, known);
  return known;
}

function keptIn(folder: string, counterexample: Counterexample, held: Held): Where {
  const file = counterexamplePath(folder, counterexample);
  writeCounterexample(file, kept(counterexample));
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
