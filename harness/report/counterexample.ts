import pc from 'picocolors';
import type { Counterexample } from '../counterexample/counterexample.js';
import { isMarked } from './interleaving.js';
import { replayCommand } from './replay-command.js';
import { scenarioInWords } from './scenario.js';
import { scheduleLines } from './schedule.js';
import { violationInWords } from './telling.js';
import { wrapped } from './wrap.js';

export interface Where {
  /** The file that it is kept in. */
  readonly file?: string;
  /** What names its writer to `logtorture replay`, where that is no writer that comes with logtorture. */
  readonly writer?: string;
  /** The seed with which it was found. */
  readonly seed?: number;
}

/**
 * A counterexample as it is shown, from the verdict down to how it is repeated. It keeps to 100 columns, but for the
 * command, which must stay in one line.
 */
export function counterexampleInWords(counterexample: Counterexample, { file, writer, seed }: Where = {}): string {
  const { claim, scenario, schedule, violation, anyOther, notes } = counterexample;
  const verdict = `${pc.red(`${counterexample.writer} breaks ${claim}`)}: ${violationInWords(violation)}`;
  return [
    wrapped(`${pc.red('✗')} `, verdict),
    '',
    wrapped('scenario  ', scenarioInWords(counterexample.writer, scenario, anyOther)),
    ...scheduleLines(schedule, counterexample.interleaving),
    '',
    ...counterexample.interleaving.map((line) => (isMarked(line) ? pc.bold(line) : line)),
    '',
    ...twinInWords(counterexample),
    ...(file === undefined ? [] : [wrapped('', `Kept in ${file}. To replay it:`), `  ${replayCommand(file, writer)}`]),
    wrapped('', reproductionInWords(counterexample, seed)),
    ...(notes === undefined ? [] : [wrapped('', notes)]),
  ].join('\n');
}

function twinInWords({ twin }: Counterexample): string[] {
  return twin === undefined ? [] : [wrapped('', `${pc.green('One change, and it holds')}: ${twin.change}.`)];
}

function reproductionInWords({ reproduced, versions }: Counterexample, seed: number | undefined): string {
  const found = Object.entries(versions).map(([what, version]) => `${what} ${version}`);
  const how = [...(seed === undefined ? [] : [`seed ${seed}`]), ...found];
  return `Reproduced ${reproduced} in fresh processes${how.length === 0 ? '' : `; found with ${how.join(', ')}`}.`;
}
