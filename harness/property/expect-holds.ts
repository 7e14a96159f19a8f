import { defaultSilenceMs, runFree } from '../processes/free.js';
import { canHoldSteps } from '../gate/can-hold-steps.js';
import { counterexamplePath, writeCounterexample } from '../counterexample/file.js';
import { noteExplored } from './explored.js';
import type { Invariant } from '../claims/invariant.js';
import { openPool } from '../processes/pool.js';
import { counterexampleInWords } from '../report/counterexample.js';
import { executionInWords } from '../report/run.js';
import { scenarioInWords } from '../report/scenario.js';
import type { Scenario } from '../scenario/scenario.js';
import { searchSchedules } from '../search/schedules.js';
import { tallyOf } from '../search/tally.js';
import type { WriterProgram } from '../writers/writer-program.js';

interface Subject {
  readonly writer: WriterProgram;
  readonly scenario: Scenario;
}

/** Where failures are kept, each smaller one that fast-check finds over the one before. */
const keptIn = '.logtorture';
const pool = openPool(defaultSilenceMs);

/**
 * Searches a scenario's schedules and throws unless the invariant holds under all that were executed; where steps can't be
 * held, runs it once with free processes.
 * @throws {Error} that shows the smallest interleaving that was found, and how to have it again.
 */
export async function expectHolds(invariant: Invariant, subject: Subject): Promise<void> {
  await (canHoldSteps() ? expectControlled(invariant, subject) : expectFree(invariant, subject));
}

async function expectControlled({ claim }: Invariant, { writer, scenario }: Subject): Promise<void> {
  const { tally, counterexample } = await searchSchedules({ writer, scenario, claim });
  noteExplored(claim, writer, { tally, company: scenario.processes > 1, how: 'controlled' });
  if (counterexample !== undefined) {
    const file = counterexamplePath(keptIn, counterexample);
    writeCounterexample(file, counterexample);
    throw new Error(`\n${counterexampleInWords(counterexample, { file })}`);
  }
  const [outcome] = Object.keys(tally.incomplete);
  if (outcome === undefined) return;
  throw new Error(
    `${scenarioInWords(writer.name, scenario)}: an execution ended as ${outcome} instead of completing, so ${claim} can't be judged.`,
  );
}

async function expectFree(invariant: Invariant, { writer, scenario }: Subject): Promise<void> {
  const execution = await runFree({ writer, scenario, pool });
  noteExplored(invariant.claim, writer, {
    tally: tallyOf(execution),
    company: scenario.processes > 1,
    how: 'free',
  });
  const fail = (verdict: string): Error =>
    new Error(`${verdict}\n${scenarioInWords(execution.writer, execution.scenario)}\n${executionInWords(execution)}`);
  if (execution.outcome.kind !== 'completed') throw fail('The execution did not complete');
  const [violation, ...more] = invariant.check(execution);
  if (violation === undefined) return;
  const others = more.length > 0 ? ` And ${more.length} more of the kind.` : '';
  throw fail(`${invariant.claim} is violated: ${violation.message}${others}`);
}
