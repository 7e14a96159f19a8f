import type { Execution } from '../execution/execution.js';
import { openSession, type Granularity } from '../gate/index.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { logrotateMember } from './logrotate.js';
import { memberOf } from './member.js';
import { runOnce } from './run-once.js';

export interface ControlOptions {
  readonly writer: WriterProgram;
  readonly processes: number;
  /** Whether there is one more, which rotates the log as logrotate does; then all scenarios have all processes. */
  readonly logrotate?: boolean;
  readonly profile?: Granularity;
  /** How long, in real milliseconds, a process may take to settle before the execution is uncontrolled. */
  readonly limitMs?: number;
  /** How many steps and ticks an execution may have. */
  readonly stepLimit?: number;
  /**
   * The number of a processor that supervisor and processes keep to. They take turns anyway, and hand over faster where
   * none has to move; but other work on that processor then holds all of them up.
   */
  readonly processor?: number;
}

/** Warm processes of one writer under the gate. */
export interface Control {
  /**
   * Runs a scenario once in the order that a scheduler chooses. A process that starts late does so when the scheduler lets
   * it. `stepLimit` is this execution's own.
   */
  readonly run: (scenario: Scenario, scheduler: Scheduler, stepLimit?: number) => Execution;
  /** Starts as many processes as are missing to that number. */
  readonly grow: (processes: number) => void;
  /** Replaces every process by one in which nothing has been executed: a new one, or a copy of a new one. */
  readonly renew: () => void;
  readonly close: () => void;
}

const defaultLimitMs = 10_000;
const defaultStepLimit = 100_000;

/** Starts a writer's processes under the gate. All of it blocks its thread. */
export function openControl(options: ControlOptions): Control {
  const {
    writer,
    processes,
    logrotate = false,
    profile = 'std',
    limitMs = defaultLimitMs,
    stepLimit = defaultStepLimit,
    processor,
  } = options;
  const member = memberOf(writer);
  const members = [...Array.from({ length: processes }, () => member), ...(logrotate ? [logrotateMember()] : [])];
  const session = openSession({
    members,
    granularity: profile,
    limitMs,
    ...(processor !== undefined && { processor }),
  });
  return {
    run: (scenario, scheduler, most = stepLimit) =>
      runOnce({ writer, session, scenario, scheduler, limitMs, stepLimit: most }),
    grow(wanted) {
      if (logrotate) throw new Error('Beside logrotate, a control has as many processes as it was opened with.');
      for (let there = session.states().length; there < wanted; there++) session.add(member);
    },
    renew: () => session.states().forEach((_, process) => session.replace(process)),
    close: session.close,
  };
}
