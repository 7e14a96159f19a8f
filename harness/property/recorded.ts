import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readCounterexample } from '../counterexample/file.js';
import { whyIncomplete } from '../execution/why-incomplete.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { counterexampleInWords } from '../report/counterexample.js';
import type { Invariant } from '../claims/invariant.js';
import { replayWarm } from '../search/replay-counterexample.js';
import type { WriterProgram } from '../writers/writer-program.js';

/** A counterexample that was kept in a file. */
export interface Recorded {
  /** Its file, relative to where it was looked for from. */
  readonly file: string;
  readonly counterexample: Counterexample;
}

/**
 * All counterexamples in a folder and those within it, those of one writer behind each other: to replay another one's takes
 * other processes.
 * @throws {Error} that names the file that can't be read.
 */
export function recordedCounterexamples(folder: string): Recorded[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => ({
      file: relative('.', join(folder, name)),
      counterexample: readCounterexample(join(folder, name)),
    }))
    .toSorted((one, other) => one.counterexample.writer.localeCompare(other.counterexample.writer, 'en'));
}

/** Whether a writer promises what a counterexample says that it breaks: then that is a regression. */
function isPromised({ claim, scenario }: Counterexample, { guarantees, guaranteesAlone }: WriterProgram): boolean {
  return guarantees.includes(claim) || (scenario.processes === 1 && guaranteesAlone.includes(claim));
}

/**
 * Replays a counterexample. For a writer that promises the claim, it must hold; for one that does not, it is the evidence,
 * and must still fail.
 * @param invariant judges a claim that does not come with logtorture.
 * @throws {Error} that says what is otherwise, and what to do.
 */
export async function expectAsRecorded(
  { file, counterexample }: Recorded,
  writer: WriterProgram,
  invariant?: Invariant,
): Promise<void> {
  const { claim } = counterexample;
  const judged = invariant === undefined ? {} : { invariant };
  const { violation, execution, unused } = await replayWarm({ counterexample, writer, ...judged });
  const why = whyIncomplete(execution);
  if (why !== undefined && violation === undefined) {
    const { kind } = execution.outcome;
    throw new Error(`${file}: ${claim} can't be judged: the execution ended as ${kind}, ${why}.`);
  }
  if (isPromised(counterexample, writer)) {
    if (violation === undefined) return;
    throw new Error(
      `${writer.name} has gone back to breaking ${claim}.\n${counterexampleInWords(counterexample, { file })}`,
    );
  }
  if (violation !== undefined) return;
  const applied = unused.length === 0 ? '' : ` What no longer applies: ${unused.join(' ')}`;
  throw new Error(
    `${writer.name} no longer breaks ${claim} as ${file} says.${applied} ` +
      `If ${writer.name} got better, have it promise ${claim} and delete the file; ` +
      `if it only takes other steps, \`npx logtorture check ${writer.name} --claims ${claim} --keep properties/counterexamples\` finds it again.`,
  );
}
