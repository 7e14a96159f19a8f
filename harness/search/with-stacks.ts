import type { ExplainingStep } from '../counterexample/counterexample.js';
import { explainingSteps } from './explanation.js';
import type { Failure } from './failure.js';
import type { Runner } from './runner.js';

/**
 * The steps that explain a failure, each with where its program stood, where its runtime tells that. It takes executions of their own,
 * which are not looked at for anything else.
 */
export function withStacks(
  { execution, schedule, violation }: Pick<Failure, 'execution' | 'schedule' | 'violation'>,
  runner: Pick<Runner, 'stacksOf'>,
): ExplainingStep[] {
  const steps = explainingSteps(execution, schedule, violation);
  const numbers = steps.map(({ number }) => number);
  const stacks = runner.stacksOf(execution, schedule, numbers);
  return steps.map((step) => {
    const stack = stacks.get(step.number);
    return stack === undefined ? step : { ...step, stack };
  });
}

/** The same steps with the stacks that were known of them before. */
export function withKnownStacks(steps: readonly ExplainingStep[], known: readonly ExplainingStep[]): ExplainingStep[] {
  return steps.map((step) => {
    const same = known.find(
      ({ number, process, step: words }) => number === step.number && process === step.process && words === step.step,
    );
    return same?.stack === undefined ? step : { ...step, stack: same.stack };
  });
}
