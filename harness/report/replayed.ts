import { styleText } from 'node:util';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Replayed } from '../search/replay.js';
import { counterexampleInWords, reproducedInWords, type Where } from './counterexample.js';
import { interleaving } from './interleaving.js';
import { executionInWords } from './run.js';
import { scenarioInWords } from './scenario.js';
import { scheduleLines } from './schedule.js';
import { wrapped } from './wrap.js';

/**
 * What a counterexample shows when it is run again: its screen, or that there is nothing of it left.
 * @param again the counterexample as it shows itself now, where its claim is still broken.
 */
export function replayedInWords(
  counterexample: Counterexample,
  replayed: Replayed,
  again: Counterexample | undefined,
  where: Where,
): string {
  const unused = replayed.unused.map((entry) => wrapped('not applied: ', entry));
  const parts = again === undefined ? held(counterexample, replayed) : [broken(again, where)];
  return [...parts, ...unused, conclusion(counterexample, replayed)].join('\n');
}

/** Without its twin: whether that still passes has not been tried. */
function broken(again: Counterexample, where: Where): string {
  const { twin: _, ...rest } = again;
  return counterexampleInWords(rest, where);
}

function held({ scenario, schedule }: Counterexample, { execution }: Replayed): string[] {
  const shown = interleaving(execution);
  return [
    wrapped('scenario  ', scenarioInWords(execution.writer, scenario)),
    ...scheduleLines(schedule, shown.split('\n')),
    '',
    shown,
    '',
    executionInWords(execution),
  ];
}

function conclusion({ claim }: Counterexample, replayed: Replayed): string {
  const { violation, execution } = replayed;
  const reproduced = reproducedInWords(replayed);
  if (violation !== undefined) return styleText('red', `${claim} is still broken: ${reproduced}.`);
  if (execution.outcome.kind !== 'completed') {
    return styleText('yellow', `An execution ended as ${execution.outcome.kind}, so nothing is known of ${claim}.`);
  }
  return styleText('green', `${claim} is no longer broken: ${reproduced}.`);
}
