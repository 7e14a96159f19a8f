import type { Violation } from '../claims/invariant.js';
import { OutOfTime, steadyMs, unlessOutOfTime } from '../limits.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Schedule } from '../schedule/schedule.js';
import { recording } from '../schedulers/recording.js';
import { replay } from '../schedulers/replay.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import { systematic, type Bounds } from '../schedulers/systematic.js';
import { judgeOurs, type Judge } from './judging.js';
import type { Runner } from './runner.js';
import type { Allowance } from './task.js';

/** A scenario and a schedule under which a claim is broken, and the execution that shows it. */
export interface Failure {
  readonly claim: string;
  readonly violation: Violation;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  readonly execution: Execution;
}

/**
 * Something that says whether a claim is broken by a scenario under a schedule or under any of several. Once its allowance is
 * spent nothing is executed any more, and nothing is found: whoever goes on asking comes to an end soon.
 */
export interface Trial {
  /** The failure, with a schedule that holds no entry that did not apply; nothing where the claim holds. */
  readonly replay: (scenario: Scenario, schedule: Schedule) => Failure | undefined;
  /** The first failure that an exploration meets, within so many executions. */
  readonly explore: (scenario: Scenario, bounds: Bounds, limit: number) => Failure | undefined;
  /** Whether a scenario has so many bytes that the processes would not read them in time. */
  readonly isTooLong: (scenario: Scenario) => boolean;
  /** How many executions there were so far. */
  readonly executions: () => number;
  /** Whether the allowance is spent, so that what was not found may well be there. */
  readonly isSpent: () => boolean;
}

const unlimited: Allowance = { executions: Infinity, untilMs: Infinity };

/** What is tried, and what counts. */
export interface TrialOptions {
  readonly limits?: Allowance;
  /** The failure that one counts as, which may be a smaller one; nothing where it does not count. Default: itself. */
  readonly accept?: (failure: Failure) => Failure | undefined;
}

export function trialOf(
  claim: string,
  runner: Pick<Runner, 'run' | 'isTooLong'>,
  judge: Judge = judgeOurs,
  { limits: { executions: most, untilMs } = unlimited, accept = (failure) => failure }: TrialOptions = {},
): Trial {
  let executions = 0;
  let isLate = false;
  const isTooLong = (scenario: Scenario): boolean => {
    const answer = unlessOutOfTime(() => runner.isTooLong(scenario));
    isLate ||= answer instanceof OutOfTime;
    return answer !== false;
  };
  const isSpent = (): boolean => isLate || executions >= most || steadyMs() > untilMs;
  /** Explorations that have met no failure: the same scenario is reached in more than one way. */
  const clean = new Set<string>();
  const attempt = (scenario: Scenario, scheduler: Scheduler, scheduleOf: () => Schedule) => {
    if (isSpent()) return undefined;
    executions += 1;
    const execution = unlessOutOfTime(() => runner.run(scenario, scheduler));
    if (execution instanceof OutOfTime) {
      isLate = true;
      return undefined;
    }
    const violation = judge(claim, execution)?.[0];
    const failure =
      violation === undefined ? undefined : accept({ claim, violation, scenario, schedule: scheduleOf(), execution });
    return { execution, failure };
  };
  return {
    replay(scenario, schedule) {
      const recorded = recording(replay(schedule));
      return attempt(scenario, recorded, recorded.recorded)?.failure;
    },
    explore(scenario, bounds, limit) {
      const key = JSON.stringify([scenario, bounds, limit]);
      if (clean.has(key)) return undefined;
      const exploration = systematic(bounds);
      for (let times = 0; times < limit; times++) {
        const probe = exploration.next();
        if (probe === undefined) break;
        const tried = attempt(scenario, probe.scheduler, probe.schedule);
        if (tried === undefined) return undefined;
        if (tried.failure !== undefined) return tried.failure;
        exploration.learn(traceOf(tried.execution));
      }
      clean.add(key);
      return undefined;
    },
    isTooLong,
    executions: () => executions,
    isSpent,
  };
}
