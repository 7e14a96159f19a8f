import { accountFor } from '../execution/accounting.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { ownerOf } from '../gate/index.js';
import { programMistakes } from '../report/program-mistakes.js';
import { programScenario, usualCopies, type Program } from '../scenario/program-scenario.js';
import type { Scenario } from '../scenario/scenario.js';
import type { SearchThread } from '../search/threads.js';
import type { Task, TaskResult } from '../search/task.js';
import { undisturbedSchedule } from '../schedule/schedule.js';
import type { WriterProgram } from '../writers/writer-program.js';

/** What a writer is tried out in, before a search. */
export interface Trying {
  readonly threads: readonly SearchThread[];
  /** On the steady clock. */
  readonly endMs: number;
}

/** The scenario in which a program is tried out: one copy of it. */
export function trialScenario(program: Program): Scenario {
  return programScenario(program, { processes: 1, records: program.sizes?.records?.min ?? 2 });
}

/**
 * The program, with what one execution of one copy has shown. Unless it is said how many copies there are, there is one where it
 * starts processes of its own that write lines at once, or where it is a service, of which a second one may not find its place.
 * @throws {Error} one sentence that says why nothing could be judged of it.
 */
export async function triedProgram(
  writer: WriterProgram,
  program: Program,
  { threads: [thread], endMs }: Trying,
): Promise<WriterProgram> {
  if (thread === undefined) throw new Error('There is no thread to run it in.');
  const scenario = trialScenario(program);
  const ask = (task: Task): Promise<TaskResult> => askInTime(thread, { writer, task, endMs });
  const ran = await ask({ kind: 'run', scenario, schedule: undisturbedSchedule });
  if (ran.kind !== 'ran') throw new Error(`The thread that searches gave another answer than asked for: ${ran.kind}.`);
  const [mistake] = programMistakes(ran.execution);
  if (mistake !== undefined) throw new Error(`${writer.name} can't be checked: ${mistake}`);
  const forks = isDrivenByWriters(ran.execution) || (writeSeveral(ran.execution) && (await goAtOnce(ask, scenario)));
  const isOne = usualCopies({ ...program, forks }) === 1;
  const processes = writer.sizes?.processes ?? (isOne ? { min: 1, max: 1 } : undefined);
  const sizes = { ...writer.sizes, ...(processes !== undefined && { processes }) };
  return { ...writer, forks, ...(Object.keys(sizes).length > 0 && { sizes }) };
}

async function askInTime(
  thread: SearchThread,
  { writer, task, endMs }: { readonly writer: WriterProgram; readonly task: Task; readonly endMs: number },
): Promise<TaskResult> {
  const result = await thread.ask({ writer, endMs, task });
  if (result.kind !== 'late') return result;
  throw new Error(
    `${writer.name} can't be checked: there was no time for one execution. When it was over, ${result.reason}. Give it more with --budget, or look with logtorture validate --as-is.`,
  );
}

/** Whether several processes of the copy have written lines. */
function writeSeveral(execution: Execution): boolean {
  const own = accountFor(execution)
    .records.flat()
    .filter(({ process }) => process === 0);
  return new Set(own.map(ownerOf)).size > 1;
}

/** Whether what drives the copy takes steps as well. */
function isDrivenByWriters(execution: Execution): boolean {
  return traceOf(execution).some(({ process }) => process > (execution.asIs?.with?.length ?? 0));
}

/** Whether another process of the copy can go instead of one: a script that waits for what it starts has only one at a time. */
async function goAtOnce(ask: (task: Task) => Promise<TaskResult>, scenario: Scenario): Promise<boolean> {
  const result = await ask({
    kind: 'systematic',
    scope: { scenario, bounds: { preemptions: 1, ticks: 0 } },
    claims: ['no-error'],
    executions: 2,
    untilMs: Infinity,
  });
  return result.kind === 'searched' && result.searched.executions + result.searched.skipped > 1;
}
