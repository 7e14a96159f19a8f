import type { Execution } from '../execution/execution.js';
import type { Granularity, Session } from '../gate/index.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import type { WriterProgram } from '../writers/writer-program.js';

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
  /** When, on the steady clock, all must have ended; default: never. */
  readonly endMs?: number;
  /** Whether steps tell what writes have written, where a run does not say; those of programs do anyway. */
  readonly tellsData?: boolean;
  /**
   * The number of a processor that supervisor and processes keep to. They take turns anyway, and hand over faster where
   * none has to move; but other work on that processor then holds all of them up.
   */
  readonly processor?: number;
  /** Whether programs as they are are copied where they can be; default: true. */
  readonly copies?: boolean;
  /** Whether what its processes are copied from stays for later controls of this thread, until `endKept`; default: false. */
  readonly shares?: boolean;
  /** The runtimes of processes tell where their programs are, and somebody looks at each step. */
  readonly stacks?: LookingAtStacks;
}

export interface LookingAtStacks {
  /** What is written down of where programs are goes there. */
  readonly folder: string;
  /** A session that does the same, and looks before each step. */
  readonly watched: (session: Session) => Session;
}

/** Warm processes of one writer under the gate. What there is no time for throws `OutOfTime`; then it can only be closed. */
export interface Control {
  /**
   * Runs a scenario once in the order that a scheduler chooses. A process that starts late does so when the scheduler lets
   * it. `stepLimit` is this execution's own. With `tellsData` its steps tell what writes have written, as those of programs do anyway.
   */
  readonly run: (scenario: Scenario, scheduler: Scheduler, stepLimit?: number, tellsData?: boolean) => Execution;
  /** Starts as many processes as are missing to that number. */
  readonly grow: (processes: number) => void;
  /** Replaces the processes that a scenario has by such in which nothing has been executed: new ones, or copies of new ones. */
  readonly renew: (scenario: Pick<Scenario, 'processes'>) => void;
  /** Says by when, on the steady clock, all that follows must have ended. */
  readonly endBy: (endMs: number) => void;
  readonly close: () => void;
}
