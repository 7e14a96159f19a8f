import { invariants } from '../claims/index.js';
import type { Invariant, Violation } from '../claims/invariant.js';
import { judge } from '../claims/judge.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { Question } from './judging.js';
import type { Task, TaskResult } from './task.js';
import type { SearchThread } from './threads.js';

/** A task for a thread, and what judges its executions. */
interface Asked {
  readonly writer: WriterProgram;
  readonly task: Task;
  readonly invariant: Invariant;
}

/** An invariant that does not come with logtorture stays here, and the thread asks for its judgement. */
export async function askFor(thread: SearchThread, { writer, task, invariant }: Asked): Promise<TaskResult> {
  if (isOurs(invariant)) return thread.ask({ writer, task });
  const { claim, holdsWhen, heading, faults, needs } = invariant;
  const judged = ({ execution }: Question): readonly Violation[] | undefined => judge(invariant, execution);
  return thread.ask({ writer, task, own: [{ claim, holdsWhen, heading, faults, needs }] }, judged);
}

/** Whether a thread knows it by its name. */
export function isOurs(invariant: Invariant): boolean {
  return invariants.some((each) => each === invariant);
}
