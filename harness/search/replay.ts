import type { Violation } from '../claims/invariant.js';
import type { Counterexample, ExplainingStep } from '../counterexample/counterexample.js';
import type { Execution } from '../execution/execution.js';
import { replay } from '../schedulers/replay.js';
import type { Judge } from './judging.js';
import type { Runner } from './runner.js';

/** What came of running a counterexample again. */
export interface Replayed {
  /** How its claim was broken, if it was any time. */
  readonly violation?: Violation;
  /** The first execution that broke the claim or could not judge it; the first of all where there is none. */
  readonly execution: Execution;
  /** Whether that execution could judge the claim. */
  readonly judged: boolean;
  /** What of its schedule found no place in that execution, in words. */
  readonly unused: readonly string[];
  readonly reproduced: Counterexample['reproduced'];
  /** The steps that explain how it was broken, with where their programs stood, where that was looked for. */
  readonly steps?: readonly ExplainingStep[];
}

/** Runs a scenario under a schedule so many times, and holds each execution to a claim. */
export function replayTimes(
  run: Runner['run'],
  { claim, scenario, schedule }: Pick<Counterexample, 'claim' | 'scenario' | 'schedule'>,
  times: number,
  judge: Judge,
): Replayed {
  const once = () => {
    const scheduler = replay(schedule);
    const execution = run(scenario, scheduler);
    const violations = judge(claim, execution);
    const [violation] = violations ?? [];
    const judged = violations !== undefined;
    return { execution, judged, unused: scheduler.unused(), ...(violation !== undefined && { violation }) };
  };
  let telling: Omit<Replayed, 'reproduced'> = once();
  let broken = Number(telling.violation !== undefined);
  for (let time = 2; time <= times; time++) {
    const next = once();
    if (next.violation !== undefined) broken += 1;
    if (weight(next) > weight(telling)) telling = next;
  }
  return { ...telling, reproduced: { broken, times } };
}

/** What came of two replays of one counterexample, as of one that took the times of both. */
export function together(first: Replayed, second: Replayed): Replayed {
  const { broken, times } = second.reproduced;
  const reproduced = { broken: first.reproduced.broken + broken, times: first.reproduced.times + times };
  return { ...(weight(second) > weight(first) ? second : first), reproduced };
}

/** What there is to show of it: a violation more than an execution that could not judge, and both more than none. */
function weight({ violation, judged }: Pick<Replayed, 'violation' | 'judged'>): number {
  if (violation !== undefined) return 2;
  return judged ? 0 : 1;
}
