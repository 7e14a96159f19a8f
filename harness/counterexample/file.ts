import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { allClaims } from '../claims/claim.js';
import { companyOf } from '../scenario/company.js';
import type { Counterexample } from './counterexample.js';
import { jsonText } from './json-text.js';
import { problemsOf } from '../problems.js';
import { scenarioSchema, type Scenario } from '../scenario/scenario.js';
import { scheduleSchema } from '../schedule/schedule.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const tellingStep = v.strictObject({
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  process: count,
  step: v.string(),
  destroys: v.exactOptional(v.boolean()),
});
const counterexampleSchema = v.strictObject({
  claim: v.picklist(allClaims),
  writer: v.string(),
  scenario: scenarioSchema,
  schedule: scheduleSchema,
  violation: v.strictObject({ message: v.string(), steps: v.array(tellingStep) }),
  anyOther: v.array(v.string()),
  twin: v.exactOptional(v.strictObject({ change: v.string(), scenario: scenarioSchema, schedule: scheduleSchema })),
  reproduced: v.string(),
  versions: v.record(v.string(), v.string()),
  interleaving: v.array(v.string()),
  notes: v.exactOptional(v.string()),
});

/**
 * The counterexample that `value` is.
 * @throws {Error} one error that lists every problem at once.
 */
export function parseCounterexample(value: unknown): Counterexample {
  const checked = v.safeParse(counterexampleSchema, value);
  if (checked.success) return checked.output;
  const problems = problemsOf(checked.issues, 'the counterexample').join('; ');
  throw new Error(`The counterexample can't be read: ${problems}.`);
}

/** Where a folder of counterexamples keeps one: by its claim and its writer, and apart where one process breaks it alone. */
export function counterexamplePath(
  root: string,
  {
    claim,
    writer,
    scenario,
  }: Pick<Counterexample, 'claim' | 'writer'> & {
    readonly scenario: Pick<Scenario, 'processes'>;
  },
): string {
  // A command's name is the whole command, slashes and all.
  const name = writer.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^[.-]+|-+$/g, '');
  const alone = companyOf(scenario) === 'alone' ? '-alone' : '';
  return join(root, claim, `${name.slice(0, 100) || 'writer'}${alone}.json`);
}

/** Writes a counterexample to a file, whose folders are made, in a layout that prettier leaves as it is. */
export function writeCounterexample(path: string, counterexample: Counterexample): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, jsonText(counterexample));
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
