import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { concurrencyOf } from '../scenario/concurrency.js';
import type { Counterexample, ExplainingStep } from './counterexample.js';
import { jsonText } from './json-text.js';
import { problemsOf } from '../problems.js';
import { asIsSchema } from '../scenario/as-is.js';
import { frameSchema } from '../stacks/frame.js';
import { scenarioSchema, type Scenario } from '../scenario/scenario.js';
import { count } from '../scenario/count.js';
import { scheduleSchema } from '../schedule/schedule.js';

/** The version of the files that are written. Those from before it bear none, and are read, too. */
const version = 1;

/** A counterexample as a file holds it, for people to read: the execution is there as it is shown. */
export interface KeptCounterexample extends Omit<Counterexample, 'violation' | 'reproduced' | 'evidence' | 'others'> {
  readonly version?: typeof version;
  readonly violation: { readonly message: string; readonly steps: readonly ExplainingStep[] };
  /** As in `3/3`. */
  readonly reproduced: string;
  readonly interleaving: readonly string[];
}

type Others = Readonly<Record<string, unknown>>;

const explainingStep = v.strictObject({
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  process: count,
  child: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  step: v.string(),
  destroys: v.exactOptional(v.boolean()),
  stack: v.exactOptional(v.array(frameSchema)),
});
const entries = {
  version: v.exactOptional(
    v.literal(version, `must be ${version}: what a newer logtorture has written, a newer one reads`),
  ),
  claim: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, 'must be words with hyphens between them')),
  writer: v.string(),
  program: v.exactOptional(asIsSchema),
  beside: v.exactOptional(v.array(v.string())),
  scenario: scenarioSchema,
  schedule: scheduleSchema,
  violation: v.strictObject({ message: v.string(), steps: v.array(explainingStep) }),
  anyOther: v.array(v.string()),
  twin: v.exactOptional(v.strictObject({ change: v.string(), scenario: scenarioSchema, schedule: scheduleSchema })),
  start: v.exactOptional(v.string()),
  reproduced: v.pipe(v.string(), v.regex(/^\d+\/\d+$/, 'must be like 3/3')),
  versions: v.record(v.string(), v.string()),
  notShrunkToTheEnd: v.exactOptional(v.literal(true)),
  interleaving: v.array(v.string()),
  notes: v.exactOptional(v.string()),
};
export const keptSchema: v.GenericSchema<unknown, KeptCounterexample> = v.object(entries);
const recordSchema = v.record(v.string(), v.unknown());

/** @param interleaving how the execution is shown, line by line. */
export function keptForm(counterexample: Counterexample, interleaving: readonly string[]): KeptCounterexample & Others {
  const {
    violation,
    start,
    reproduced,
    evidence: _,
    anyOther,
    versions,
    notShrunkToTheEnd,
    notes,
    others,
    ...rest
  } = counterexample;
  const { message, steps } = violation;
  return {
    version,
    ...rest,
    violation: { message, steps },
    anyOther,
    ...(start !== undefined && { start }),
    reproduced: `${reproduced.broken}/${reproduced.times}`,
    versions,
    ...(notShrunkToTheEnd !== undefined && { notShrunkToTheEnd }),
    interleaving,
    ...(notes !== undefined && { notes }),
    ...others,
  };
}

/**
 * The counterexample that `value` is.
 * @throws {Error} one error that lists every problem at once.
 */
export function parseCounterexample(value: unknown): Counterexample {
  const checked = v.safeParse(keptSchema, value);
  if (checked.success) {
    const { version: _, interleaving, reproduced, ...rest } = checked.output;
    const [broken = 0, times = 0] = reproduced.split('/').map(Number);
    const others = Object.entries(v.parse(recordSchema, value)).filter(([key]) => !(key in entries));
    return {
      ...rest,
      reproduced: { broken, times },
      evidence: { kind: 'lines', lines: interleaving },
      ...(others.length > 0 && { others: Object.fromEntries(others) }),
    };
  }
  const problems = problemsOf(checked.issues, 'the counterexample').join('; ');
  throw new Error(`The counterexample can't be read: ${problems}.`);
}

/**
 * Where a folder of counterexamples keeps one: by its claim and its writer, and apart where one process breaks it alone.
 * @param ordinal which one it is of several.
 */
export function counterexamplePath(
  root: string,
  {
    claim,
    writer,
    scenario,
  }: Pick<Counterexample, 'claim' | 'writer'> & {
    readonly scenario: Pick<Scenario, 'processes'>;
  },
  ordinal: number = 1,
): string {
  // A command's name is the whole command, slashes and all.
  const name = writer.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^[.-]+|-+$/g, '');
  const alone = concurrencyOf(scenario) === 'alone' ? '-alone' : '';
  const which = ordinal === 1 ? '' : `-${ordinal}`;
  return join(root, claim, `${name.slice(0, 100) || 'writer'}${alone}${which}.json`);
}

/** Writes a counterexample to a file, whose folders are made, one line for what fits in one. */
export function writeCounterexample(path: string, kept: KeptCounterexample): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, jsonText(kept));
}

/** @throws {Error} one line that says why the file holds none. */
export function readCounterexample(path: string): Counterexample {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`There is no counterexample to read in ${path}.`, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} holds no JSON, so it is no counterexample.`, { cause: error });
  }
  return parseCounterexample(value);
}
