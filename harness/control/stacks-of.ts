import type { Execution } from '../execution/execution.js';
import { traceOf } from '../execution/events.js';
import { ownerOf, type HeldStep, type Session } from '../gate/index.js';
import { newDirectory } from '../processes/directory.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import type { Frame } from '../stacks/frame.js';
import { stackAt } from '../stacks/stack-at.js';
import { openControl } from './control.js';
import type { ControlOptions } from './controlled.js';
import { sameButForNumbers } from './same-numbers.js';

/** By the number of the step. */
export type Stacks = Map<number, readonly Frame[]>;

/** That an execution has shown what it was for. */
class Looked extends Error {}

/**
 * Where the program stands at some steps of an execution: it is executed once more, in processes whose runtimes tell that, as far as to
 * the last of these steps. A process that has to be asked by a signal ends with it, and the next step is looked for in another
 * execution. Where not all steps until then are those of the execution, nothing is told.
 * @param found is filled as it goes, so that what was found stays where there is no time left.
 */
export function findStacks(
  execution: Execution,
  schedulerOf: () => Scheduler,
  { numbers, found }: { readonly numbers: readonly number[]; readonly found: Stacks },
  options: Pick<ControlOptions, 'writer' | 'limitMs' | 'endMs'>,
): void {
  const { scenario } = execution;
  const left = numbers.toSorted((one, other) => one - other);
  if (left.length === 0) return;
  const folder = newDirectory();
  try {
    const watched = (session: Session): Session => lookingAt({ execution, session, left, found, folder: folder.path });
    const logrotate = scenario.logrotate !== undefined;
    const stacks = { folder: folder.path, watched };
    const control = openControl({ ...options, processes: scenario.processes, logrotate, stacks });
    try {
      for (let before = Infinity; left.length > 0 && left.length < before;) {
        if (before < Infinity) control.renew(scenario);
        before = left.length;
        runUntilLooked(() => control.run(scenario, schedulerOf()));
      }
    } finally {
      control.close();
    }
  } finally {
    folder.remove();
  }
}

function runUntilLooked(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Looked)) throw error;
  }
}

interface Looking {
  readonly execution: Execution;
  readonly session: Session;
  readonly left: number[];
  readonly found: Stacks;
  readonly folder: string;
}

/** A session that looks where the program stands before each step that is one of those. */
function lookingAt({ execution, session, left, found, folder }: Looking): Session {
  const look = (step: HeldStep): void => {
    const number = session.trace().length + 1;
    if (number !== left[0]) return;
    left.shift();
    if (!isSame(execution, session, step)) throw new Looked();
    const { frames, isOver } = stackAt(session, step, folder);
    if (frames.length > 0) found.set(number, frames);
    if (isOver || left.length === 0) throw new Looked();
  };
  return {
    ...session,
    release(step, answer) {
      look(step);
      return session.release(step, answer);
    },
    // Each step is asked for by itself.
    runOn: () => 0,
  };
}

/** Whether all steps until now were those of the execution, and so is the one that is held. */
function isSame(execution: Execution, session: Session, held: HeldStep): boolean {
  const here = session.trace();
  const there = traceOf(execution).slice(0, here.length + 1);
  const next = there.pop();
  return (
    next !== undefined &&
    ownerOf(next) === ownerOf(held) &&
    next.call === held.call &&
    next.path === held.path &&
    next.to === held.to &&
    sameButForNumbers([here, execution.pids && session.namesByPid()], [there, execution.pids])
  );
}
