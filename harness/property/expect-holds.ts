import { defineInvariant, type Invariant, type InvariantStated } from '../claims/invariant.js';
import { whyUnfit } from '../claims/judge.js';
import { whyNotOfPrograms } from '../claims/of-programs.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { readCounterexample } from '../counterexample/file.js';
import { canHoldSteps } from '../gate/can-hold-steps.js';
import { programExample } from '../scenario/example.js';
import { scenarioInWords } from '../report/scenario.js';
import type { Scenario } from '../scenario/scenario.js';
import type { ProgramWriter } from '../writers/program-writer.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { expectControlled } from './expect-controlled.js';
import { expectFree } from './expect-free.js';
import { expectReplayed } from './replay-here.js';
import { settingsOf, type HoldsOptions } from './settings.js';
import { currentScope } from './test-scope.js';

/** What is held to a claim. */
export interface Subject {
  /** What `loadWriter` gives, or one that comes with logtorture. */
  readonly writer: WriterProgram;
  readonly scenario: Scenario;
}

/** A program as it is that is held to a claim. */
export interface ProgramSubject {
  /** What `asIs` gives. */
  readonly program: ProgramWriter;
  /** Default: two copies of it, or one of a service or of what starts processes of its own. */
  readonly scenario?: Scenario;
}

/**
 * Searches a scenario's schedules and throws unless the invariant holds under all that were executed; where steps can't be
 * held, runs it once with free processes. A test whose executions reached nothing fails when it is over.
 * @throws {Error} that shows the smallest interleaving that was found, and how to have it again; or one line that says why
 *   nothing can be judged.
 */
export async function expectHolds(
  stated: Invariant | InvariantStated,
  subject: Subject | ProgramSubject,
  options: HoldsOptions = {},
): Promise<void> {
  const invariant = isWhole(stated) ? stated : defineInvariant(stated);
  const { writer, scenario } = 'program' in subject ? programSubject(subject, invariant) : subject;
  assertProgram(writer);
  const settings = settingsOf(options);
  const scope = await currentScope();
  try {
    const wanted = counterexampleToReplay(invariant, writer);
    if (wanted !== undefined) return await expectReplayed(wanted, { invariant, writer, scope });
    const unfit = whyUnfit(invariant, scenario);
    if (unfit !== undefined)
      throw new Error(`${scenarioInWords(writer.name, scenario)}: ${invariant.claim} can't be judged, since ${unfit}.`);
    const held = { invariant, writer, scenario, settings, scope };
    await (canHoldSteps() ? expectControlled(held) : expectFree(held));
  } catch (error) {
    scope.failed = true;
    throw error;
  }
}

/** @throws {Error} one line, where nothing of it can be judged. */
function programSubject({ program, scenario }: ProgramSubject, { claim }: Invariant): Subject {
  const why = canHoldSteps() ? whyNotOfPrograms(claim) : "it is known only by its steps, and these can't be held here";
  if (why !== undefined) throw new Error(`${claim} of ${program.name} can't be judged: ${why}.`);
  return { writer: program, scenario: scenario ?? programExample(program) };
}

/** Whether `defineInvariant` has filled it in; a plain object will do as well. */
function isWhole(invariant: Invariant | InvariantStated): invariant is Invariant {
  return (['heading', 'faults', 'needs', 'judgedWhen'] as const).every((field) => field in invariant);
}

/** Types alone do not keep a writer's object from being given where JavaScript is written. */
function assertProgram(writer: WriterProgram): void {
  if (Array.isArray(writer.command)) return;
  throw new Error(
    'expectHolds was given a writer itself, but it needs its module, which each process loads for itself: ' +
      "export the writer from a file of its own and give expectHolds what `await loadWriter('./my-logger.mjs')` gives.",
  );
}

/** The file that is to be run again instead of a search, where it is about this claim and this writer. */
function counterexampleToReplay(
  { claim }: Invariant,
  { name }: WriterProgram,
): { readonly file: string; readonly counterexample: Counterexample } | undefined {
  const file = process.env['LOGTORTURE_REPLAY'];
  if (file === undefined || file === '') return undefined;
  const counterexample = readCounterexample(file);
  return counterexample.claim === claim && counterexample.writer === name ? { file, counterexample } : undefined;
}
