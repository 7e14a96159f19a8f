import { styleText } from 'node:util';
import { invariantNamed, invariants } from '../claims/index.js';
import { judge, whyUnfit } from '../claims/judge.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Execution } from '../execution/execution.js';
import { whyIncomplete } from '../execution/why-incomplete.js';
import type { Replayed } from '../search/replay.js';
import { counterexampleInWords, reproducedInWords, scenarioLines, type Where } from './counterexample.js';
import { interleaving } from './interleaving.js';
import { executionInWords } from './run.js';
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
  return [...parts, ...unused, conclusionInWords(counterexample, replayed)].join('\n');
}

/** Without its twin: whether that still passes has not been tried. */
function broken(again: Counterexample, where: Where): string {
  const { twin: _, ...rest } = again;
  return counterexampleInWords(rest, where);
}

function held(counterexample: Counterexample, { execution }: Replayed): string[] {
  const { start: _, ...rest } = counterexample;
  const { writer, start } = execution;
  const shown = interleaving(execution);
  return [
    ...scenarioLines({ ...rest, writer, anyOther: [], ...(start !== undefined && { start }) }),
    ...scheduleLines(counterexample.schedule, shown.split('\n')),
    '',
    shown,
    '',
    executionInWords(execution),
  ];
}

/** What a replay says of its claim. */
export function conclusionInWords({ claim }: Counterexample, replayed: Replayed): string {
  const { violation, execution, judged } = replayed;
  const reproduced = reproducedInWords(replayed);
  if (violation !== undefined) return styleText('red', `${claim} is still broken: ${reproduced}.`);
  if (!judged) return styleText('yellow', `Nothing is known of ${claim}: ${whyNotJudged(claim, execution)}.`);
  if (replayed.unused.length > 0)
    return styleText('yellow', `Nothing is known of ${claim}: not all of the schedule applied.`);
  const verdict = styleText('green', `${claim} is no longer broken: ${reproduced}.`);
  return [verdict, ...othersBroken(execution)].join('\n');
}

function whyNotJudged(claim: string, execution: Execution): string {
  const why = whyIncomplete(execution);
  if (why !== undefined) return `an execution ended as ${execution.outcome.kind}, ${why}`;
  const invariant = invariantNamed(claim);
  const unfit = invariant === undefined ? undefined : whyUnfit(invariant, execution.scenario);
  return unfit ?? 'what the claim is about did not happen';
}

/** What else is wrong with what is shown, so that the end does not contradict it. */
function othersBroken(execution: Execution): string[] {
  return invariants.flatMap((invariant) => {
    const [violation] = judge(invariant, execution) ?? [];
    return violation === undefined
      ? []
      : [styleText('red', wrapped(`${invariant.claim} is broken: `, violation.message))];
  });
}
