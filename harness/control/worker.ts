import type { Scenario } from '../scenario/scenario.js';
import { serve } from '../threads/serve.js';
import { openControl } from './control.js';
import type { ControlOptions } from './controlled.js';
import { carryOut, type Plan } from './plan.js';

export interface Request {
  readonly scenario: Scenario;
  readonly plan: Plan;
}

serve((options: ControlOptions) => {
  const control = openControl(options);
  return { answer: ({ scenario, plan }: Request) => carryOut(control, scenario, plan), close: control.close };
});
