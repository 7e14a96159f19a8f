import { steadyMs } from '../limits.js';
import type { Execution } from '../execution/execution.js';
import type { Schedule } from '../schedule/schedule.js';
import { distinctionOf } from './distinction.js';
import { isBroken } from './broken.js';
import type { Judge } from './judging.js';
import { addReaches, emptyReach, reachOf, type Reach } from './reach.js';
import type { Failing, Limits, Searched } from './task.js';

/** What a task looks for: executions are held to its claims until each is broken or the limits are reached. */
export interface Target {
  readonly goesOn: () => boolean;
  readonly note: (execution: Execution, scheduleOf: () => Schedule) => void;
  readonly result: () => Pick<Searched, 'executions' | 'reaches' | 'failures'>;
}

export function newTarget({ claims, executions: most, untilMs, broken, known = {} }: Limits, judge: Judge): Target {
  let open: readonly string[] = claims;
  let executions = 0;
  const reaches = new Map<string, Reach>(claims.map((claim) => [claim, emptyReach]));
  const failures: Failing[] = [];
  return {
    goesOn: () => open.some((claim) => !isBroken(claim, broken)) && executions < most && steadyMs() < untilMs,
    note(execution, scheduleOf) {
      executions += 1;
      const reached = reachOf(execution);
      for (const claim of claims) {
        const isOpen = open.includes(claim);
        const violations = isOpen ? judge(claim, execution) : undefined;
        const before = reaches.get(claim) ?? emptyReach;
        reaches.set(claim, addReaches(before, reached(violations !== undefined)));
        const [violation] = violations ?? [];
        if (violation === undefined) continue;
        const failing = { claim, scenario: execution.scenario, schedule: scheduleOf(), number: executions };
        const ways = known[claim];
        if (ways === undefined) failures.push(failing);
        else {
          const distinction = distinctionOf({ execution, schedule: failing.schedule, violation });
          if (ways.includes(distinction)) continue;
          failures.push({ ...failing, distinction });
        }
        open = open.filter((other) => other !== claim);
      }
    },
    result: () => ({ executions, reaches: Object.fromEntries(reaches), failures }),
  };
}
