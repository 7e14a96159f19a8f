import type { Invariant } from '../claims/invariant.js';
import { judge } from '../claims/judge.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Execution } from '../execution/execution.js';
import type { Where } from '../report/counterexample.js';
import type { SearchThread } from '../search/threads.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { Shown } from './shown.js';

/** What runs a counterexample for a page, and judges it. */
interface Means {
  readonly thread: Pick<SearchThread, 'ask'>;
  readonly writer: WriterProgram;
  readonly invariant: Invariant;
  /** When, on the steady clock, it must be done; default: never. */
  readonly endMs?: number;
}

/**
 * Executes a counterexample and its passing twin once more, to see what each write has written; this keeps no such thing while it
 * searches. A twin that fails by now is left out. Nothing where the counterexample does not come again, or not in time.
 */
export async function executeShown(
  counterexample: Counterexample,
  where: Where,
  means: Means,
): Promise<Shown | undefined> {
  const execution = await executed(counterexample, means);
  if (execution === undefined || !(violationsIn(execution, means) > 0)) return undefined;
  const twin = counterexample.twin === undefined ? undefined : await executed(counterexample.twin, means);
  const shown = { counterexample, execution, where };
  return twin !== undefined && violationsIn(twin, means) === 0 ? { ...shown, twin } : shown;
}

async function executed(
  { scenario, schedule }: Pick<Counterexample, 'scenario' | 'schedule'>,
  { thread, writer, endMs }: Means,
): Promise<Execution | undefined> {
  const task = { kind: 'run', scenario, schedule } as const;
  const result = await thread.ask({ writer, task, ...(endMs !== undefined && { endMs }) });
  return result.kind === 'ran' ? result.execution : undefined;
}

/** How often an execution breaks the claim; NaN where it can't judge it. */
function violationsIn(execution: Execution, { invariant }: Means): number {
  return judge(invariant, execution)?.length ?? NaN;
}
