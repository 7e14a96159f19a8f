import pc from 'picocolors';
import type { Counterexample } from '../counterexample.js';
import type { Replayed } from '../search/replay.js';
import { tellingSteps } from '../search/telling.js';
import { versions } from '../versions.js';
import { counterexampleInWords, type Where } from './counterexample.js';
import { interleaving, interleavingLines } from './interleaving.js';
import { executionInWords } from './run.js';
import { scenarioInWords } from './scenario.js';
import { scheduleInWords } from './schedule.js';
import { namesThreads } from './threads.js';
import { wrapped } from './wrap.js';

/** What a counterexample shows when it is run again: its screen, or that there is nothing of it left. */
export function replayedInWords(counterexample: Counterexample, replayed: Replayed, where: Where): string {
  const unused = replayed.unused.map((entry) => wrapped('not applied: ', entry));
  const parts =
    replayed.message === undefined ? held(counterexample, replayed) : [broken(counterexample, replayed, where)];
  return [...parts, ...unused, conclusion(counterexample, replayed)].join('\n');
}

function broken(counterexample: Counterexample, replayed: Replayed, where: Where): string {
  const { execution, message = '', reproduced } = replayed;
  const steps = tellingSteps(execution, counterexample.schedule, message);
  const numbers = steps.map(({ number }) => number);
  const { twin: _, ...rest } = counterexample;
  return counterexampleInWords(
    {
      ...rest,
      writer: execution.writer,
      violation: { message, steps },
      interleaving: interleavingLines(execution, numbers),
      reproduced,
      versions,
    },
    where,
  );
}

function held({ scenario, schedule }: Counterexample, { execution }: Replayed): string[] {
  const lines = interleavingLines(execution, []);
  return [
    wrapped('scenario  ', scenarioInWords(execution.writer, scenario)),
    ...scheduleInWords(schedule, namesThreads(lines)).map((line, index) =>
      wrapped(index === 0 ? 'schedule  ' : '          ', line),
    ),
    '',
    interleaving(execution),
    '',
    executionInWords(execution),
  ];
}

function conclusion({ claim }: Counterexample, { message, execution, reproduced }: Replayed): string {
  if (message !== undefined) return pc.red(`${claim} is still broken: ${reproduced}.`);
  if (execution.outcome.kind !== 'completed') {
    return pc.yellow(`An execution ended as ${execution.outcome.kind}, so nothing is known of ${claim}.`);
  }
  return pc.green(`${claim} is no longer broken: ${reproduced}.`);
}
