import { styleText } from 'node:util';
import type { Counterexample } from '../counterexample/counterexample.js';
import { isMarked } from './interleaving.js';
import { evidenceLines } from './kept.js';
import { replayCommand } from './replay-command.js';
import { scenarioInWords } from './scenario.js';
import { scheduleLines } from './schedule.js';
import { violationInWords } from './explanation.js';
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
  const { claim, scenario, schedule, violation, anyOther, notes } = counterexample;
  const lines = evidenceLines(counterexample);
  const verdict = `${styleText('red', `${counterexample.writer} breaks ${claim}`)}: ${violationInWords(violation)}`;
  return [
    wrapped(`${styleText('red', '✗')} `, verdict),
    '',
    wrapped('scenario  ', scenarioInWords(counterexample.writer, scenario, anyOther)),
    ...scheduleLines(schedule, lines),
    '',
    ...lines.map((line) => (isMarked(line) ? styleText('bold', line) : line)),
    '',
    ...twinInWords(counterexample),
    ...(file === undefined
      ? []
      : [wrapped('', `Kept in ${file}. To replay it:`), `  ${replay ?? replayCommand(file)}`]),
    wrapped('', reproductionInWords(counterexample, seed)),
    ...(notes === undefined ? [] : [wrapped('', notes)]),
  ].join('\n');
}

function twinInWords({ twin }: Counterexample): string[] {
  return twin === undefined ? [] : [wrapped('', `${styleText('green', 'One change, and it holds')}: ${twin.change}.`)];
}

function reproductionInWords(counterexample: Counterexample, seed: number | undefined): string {
  const { versions } = counterexample;
  const found = Object.entries(versions).map(([what, version]) => `${what} ${version}`);
  const how = [...(seed === undefined ? [] : [`seed ${seed}`]), ...found];
  return `Reproduced ${reproducedInWords(counterexample)} in fresh processes${how.length === 0 ? '' : `; found with ${how.join(', ')}`}.`;
}

/** How often it came again: `3/3`. */
export function reproducedInWords({ reproduced }: Pick<Counterexample, 'reproduced'>): string {
  return `${reproduced.broken}/${reproduced.times}`;
}
