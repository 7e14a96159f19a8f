import { styleText } from 'node:util';
import type { Counterexample } from '../counterexample/counterexample.js';
import { isMarked } from './interleaving.js';
import { evidenceLines } from './kept.js';
import { besideInWords, programInWords } from './program.js';
import { replayCommand } from './replay-command.js';
import { scenarioInWords } from './scenario.js';
import { scheduleLines } from './schedule.js';
import { violationInWords } from './explanation.js';
import { stackLines } from './stack.js';
import { wrapped } from './wrap.js';

export interface Where {
  /** The file that it is kept in. */
  readonly file?: string;
  /** What is pasted to run it again; default: as for a writer that comes with logtorture. */
  readonly replay?: string;
  /** The seed with which it was found. */
  readonly seed?: number;
}

/**
 * A counterexample as it is shown, from the verdict down to how it is repeated. It keeps to 100 columns, but for the
 * command, which must stay in one line.
 */
export function counterexampleInWords(counterexample: Counterexample, { file, replay, seed }: Where = {}): string {
  const { claim, schedule, violation, notes } = counterexample;
  const lines = evidenceLines(counterexample);
  const verdict = `${styleText('red', `${counterexample.writer} breaks ${claim}`)}: ${violationInWords(violation)}`;
  return [
    wrapped(`${styleText('red', '✗')} `, verdict),
    ...stackLines(violation.steps),
    '',
    ...scenarioLines(counterexample),
    ...scheduleLines(schedule, lines),
    '',
    ...lines.map((line) => (isMarked(line) ? styleText('bold', line) : line)),
    '',
    ...twinInWords(counterexample),
    ...(file === undefined
      ? []
      : [wrapped('', `Kept in ${file}. To replay it:`), `  ${replay ?? replayCommand(file)}`]),
    wrapped('', reproductionInWords(counterexample, seed)),
    ...(counterexample.notShrunkToTheEnd === undefined ? [] : [wrapped('', notShrunk)]),
    ...(notes === undefined ? [] : [wrapped('', notes)]),
  ].join('\n');
}

export function scenarioLines(counterexample: Counterexample): string[] {
  return scenarioTexts(counterexample).map((text, index) => wrapped(index === 0 ? 'scenario  ' : '          ', text));
}

/** What was run, and of a program as it is how. */
export function scenarioTexts({ writer, program, beside = [], scenario, anyOther, start }: Counterexample): string[] {
  const words =
    program === undefined
      ? [scenarioInWords(writer, scenario, anyOther), ...besideInWords(beside, scenario.processes)].join('; ')
      : programInWords(program, scenario);
  return [words, ...(start === undefined ? [] : [start])];
}

const notShrunk = 'Not shrunk to the end: the budget was used up, so that there may be a smaller one.';

function twinInWords({ twin }: Counterexample): string[] {
  return twin === undefined ? [] : [wrapped('', `${styleText('green', 'One change, and it holds')}: ${twin.change}.`)];
}

export function reproductionInWords(counterexample: Counterexample, seed: number | undefined): string {
  const { versions } = counterexample;
  const found = Object.entries(versions).map(([what, version]) => `${what} ${version}`);
  const how = [...(seed === undefined ? [] : [`seed ${seed}`]), ...found];
  return `Reproduced ${reproducedInWords(counterexample)} in fresh processes${how.length === 0 ? '' : `; found with ${how.join(', ')}`}.`;
}

/** How often it came again: `3/3`. */
export function reproducedInWords({ reproduced }: Pick<Counterexample, 'reproduced'>): string {
  return `${reproduced.broken}/${reproduced.times}`;
}
