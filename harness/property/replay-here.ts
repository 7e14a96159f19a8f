import { relative } from 'node:path';
import type { Invariant } from '../claims/invariant.js';
import { whyIncomplete } from '../execution/why-incomplete.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { replayCommand, shellWord } from '../report/replay-command.js';
import { counterexampleInWords } from '../report/counterexample.js';
import { isOurs } from '../search/ask-thread.js';
import { asReplayed } from '../search/counterexample-of.js';
import { replayWarm } from '../search/replay-counterexample.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { TestScope } from './test-scope.js';

interface Whose {
  readonly invariant: Invariant;
  readonly writer: WriterProgram;
  readonly scope: TestScope;
}

/**
 * What is pasted to run a counterexample again. A claim of the user's own is judged only where it is defined: the test that
 * asserts it runs the file instead of a search when the environment says so.
 */
export function replayLine(file: string, { invariant, writer, scope }: Whose): string {
  if (isOurs(invariant)) return replayCommand(file, writer.namedBy);
  const test = scope.file === undefined ? '<the file that asserts it>' : shellWord(relative('.', scope.file));
  const runner = process.env['VITEST'] === undefined ? 'node' : 'npx vitest run';
  return `LOGTORTURE_REPLAY=${shellWord(file)} ${runner} ${test}`;
}

/** @throws {Error} that shows the counterexample, where the claim is still broken, or that nothing is known. */
export async function expectReplayed(
  { file, counterexample }: { readonly file: string; readonly counterexample: Counterexample },
  whose: Whose,
): Promise<void> {
  const { invariant, writer } = whose;
  const replayed = await replayWarm({ counterexample, writer, invariant });
  const shown = asReplayed(counterexample, replayed, writer);
  if (shown !== undefined)
    throw new Error(`\n${counterexampleInWords(shown, { file, replay: replayLine(file, whose) })}`);
  if (replayed.judged) return;
  const why = whyIncomplete(replayed.execution);
  const { kind } = replayed.execution.outcome;
  const reason =
    why === undefined ? 'what the claim is about did not happen' : `the execution ended as ${kind}, ${why}`;
  throw new Error(`${file}: ${invariant.claim} can't be judged: ${reason}.`);
}
