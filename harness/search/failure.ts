import type { Violation } from '../claims/invariant.js';
import { OutOfTime, steadyMs, unlessOutOfTime } from '../limits.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import type { Scenario } from '../scenario/scenario.js';
import { undisturbedSchedule, type Schedule } from '../schedule/schedule.js';
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

/** A failure holds an execution with all its files, so no more of them are kept. */
const mostReplayed = 100;

/** Whether there is but one schedule within bounds: the undisturbed order. */
function isOne({ preemptions, ticks, faults }: Bounds): boolean {
  return preemptions === 0 && ticks === 0 && faults === undefined;
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
  /** What came of the schedules that were replayed last: of values that are drawn, many are drawn again. */
  const replayed = new Map<string, Failure | undefined>();
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
  const replayOf = (scenario: Scenario, schedule: Schedule): Failure | undefined => {
    const key = JSON.stringify([scenario, schedule]);
    if (replayed.has(key) && !isSpent()) {
      // It counts, so that as much is tried as if it had been executed again.
      executions += 1;
      return replayed.get(key);
    }
    const recorded = recording(replay(schedule));
    const tried = attempt(scenario, recorded, recorded.recorded);
    if (replayed.size === mostReplayed) replayed.clear();
    if (tried !== undefined) replayed.set(key, tried.failure);
    return tried?.failure;
  };
  return {
    replay: replayOf,
    explore(scenario, bounds, limit) {
      const key = JSON.stringify([scenario, bounds, limit]);
      if (clean.has(key)) return undefined;
      if (isOne(bounds)) {
        clean.add(key);
        return replayOf(scenario, undisturbedSchedule);
      }
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
