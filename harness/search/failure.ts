import type { Violation } from '../claims/invariant.js';
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

/** A scenario and a schedule under which a claim is broken, and the execution that shows it. */
export interface Failure {
  readonly claim: string;
  readonly violation: Violation;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  readonly execution: Execution;
}

/** Something that says whether a claim is broken by a scenario under a schedule or under any of several. */
export interface Trial {
  /** The failure, with a schedule that holds no entry that did not apply; nothing where the claim holds. */
  readonly replay: (scenario: Scenario, schedule: Schedule) => Failure | undefined;
  /** The first failure that an exploration meets, within so many executions. */
  readonly explore: (scenario: Scenario, bounds: Bounds, limit: number) => Failure | undefined;
  /** How many executions there were so far. */
  readonly executions: () => number;
}

export function trialOf(claim: string, runner: Pick<Runner, 'run'>, judge: Judge = judgeOurs): Trial {
  let executions = 0;
  /** Explorations that have met no failure: the same scenario is reached in more than one way. */
  const clean = new Set<string>();
  const attempt = (scenario: Scenario, scheduler: Scheduler, scheduleOf: () => Schedule) => {
    executions += 1;
    const execution = runner.run(scenario, scheduler);
    const violation = judge(claim, execution)?.[0];
    const failure =
      violation === undefined ? undefined : { claim, violation, scenario, schedule: scheduleOf(), execution };
    return { execution, failure };
  };
  return {
    replay(scenario, schedule) {
      const recorded = recording(replay(schedule));
      return attempt(scenario, recorded, recorded.recorded).failure;
    },
    explore(scenario, bounds, limit) {
      const key = JSON.stringify([scenario, bounds, limit]);
      if (clean.has(key)) return undefined;
      const exploration = systematic(bounds);
      for (let times = 0; times < limit; times++) {
        const probe = exploration.next();
        if (probe === undefined) break;
        const { execution, failure } = attempt(scenario, probe.scheduler, probe.schedule);
        if (failure !== undefined) return failure;
        exploration.learn(traceOf(execution));
      }
      clean.add(key);
      return undefined;
    },
    executions: () => executions,
  };
}
