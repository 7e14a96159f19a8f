import { availableParallelism } from 'node:os';
import { allClaims, type Claim } from '../claims/claim.js';
import type { Company } from '../scenario/company.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { agenda, isJudgedIn, type Planned } from './agenda.js';
import { newLedger } from './ledger.js';
import type { Failing, TaskResult } from './task.js';
import { openSearchThreads, type SearchThread } from './threads.js';
import type { Budget, SearchProgress, SearchResult } from './verdict.js';

export interface SearchRequest {
  readonly writer: WriterProgram;
  readonly claims: readonly Claim[];
  readonly seed: number;
  readonly budget: Budget;
  /** Searches only scenarios of one process, or only such of two and more; both unless told. */
  readonly company?: Company;
  /** Whether counterexamples say what else would do and what would not, which takes longer; they do unless told. */
  readonly explained?: boolean;
  /** How many threads search at once, each with processes of its own; one for each processor unless told. */
  readonly workers?: number;
  /** Threads that stay open for other searches, instead of new ones. */
  readonly threads?: readonly SearchThread[];
  readonly onProgress?: (progress: SearchProgress) => void;
}

/**
 * Looks for the smallest counterexample of each claim, until all are broken or the budget is used up. Whatever the number
 * of threads and whichever is faster, what counts is the first failure in the order of the agenda.
 * @throws {Error} when the writer's processes can't be started.
 */
export async function search(request: SearchRequest): Promise<SearchResult> {
  const { writer, claims, seed, budget, company, explained = true } = request;
  const closed = new Int8Array(new SharedArrayBuffer(allClaims.length));
  const threads = request.threads ?? (await openSearchThreads(request.workers ?? availableParallelism()));
  const startedAt = performance.now();
  const untilMs = budget.seconds === undefined ? Infinity : Date.now() + budget.seconds * 1000;
  const ledger = newLedger(writer, claims, startedAt, company);
  let left = budget.executions ?? Infinity;
  const plans = agenda(writer, claims, seed, company);
  const shrinks: Failing[] = [];
  /** Results come as they are ready, and are noted in the order in which their tasks were planned. */
  let noted: Promise<void> = Promise.resolve();

  const goesOn = (): boolean => ledger.open().length > 0 && left > 0 && Date.now() < untilMs;
  const work = async (thread: SearchThread): Promise<void> => {
    for (;;) {
      const failing = shrinks.shift();
      if (failing !== undefined) await shrinkOn(thread, failing);
      else if (goesOn()) await searchOn(thread, ledger.open());
      else {
        // What is under way elsewhere may leave executions over, or something to shrink.
        await noted;
        if (shrinks.length === 0 && !goesOn()) return;
      }
    }
  };
  const searchOn = async (thread: SearchThread, open: readonly Claim[]): Promise<void> => {
    const planned = next(plans, open);
    if (planned === undefined) {
      ledger.giveUp('it never rotates in a way that this claim speaks of.');
      return;
    }
    const executions = Math.min(planned.executions, left);
    left -= executions;
    request.onProgress?.({ ...ledger.progress(), doing: planned.doing });
    const answer = thread.ask({ writer, task: { ...planned, claims: open, executions, untilMs, closed } });
    noted = noteAfter(noted, planned, answer, executions);
    await Promise.allSettled([answer]);
  };
  const noteAfter = async (
    before: Promise<void>,
    planned: Planned,
    answer: Promise<TaskResult>,
    executions: number,
  ): Promise<void> => {
    await Promise.allSettled([before, answer]);
    // Another thread may take of what is left meanwhile, so it must not be read before.
    const executed = await note(planned, answer);
    left += executions - executed;
  };
  const note = async (planned: Planned, answer: Promise<TaskResult>): Promise<number> => {
    try {
      const result = await answer;
      if (result.kind !== 'searched') return 0;
      for (const failing of ledger.note(planned, result.searched)) {
        Atomics.store(closed, allClaims.indexOf(failing.claim), 1);
        shrinks.push(failing);
      }
      return result.searched.tally.executions;
    } catch (error) {
      ledger.giveUp(error instanceof Error ? error.message : String(error));
      return 0;
    }
  };
  const shrinkOn = async (thread: SearchThread, failing: Failing): Promise<void> => {
    request.onProgress?.({ ...ledger.progress(), doing: `the smallest counterexample to ${failing.claim}` });
    try {
      const result = await thread.ask({ writer, task: { kind: 'shrink', failing, seed, jointly: true, explained } });
      if (result.kind === 'shrunk') ledger.found(result.counterexample);
      if (result.kind === 'doubtful') ledger.doubt(failing.claim, result.reason);
    } catch (error) {
      ledger.doubt(failing.claim, error instanceof Error ? error.message : String(error));
    }
  };

  try {
    await Promise.all(threads.map(work));
    return { writer: writer.name, seed, claims: ledger.verdicts() };
  } finally {
    if (request.threads === undefined) await Promise.all(threads.map(({ close }) => close()));
  }
}

/** The next task that judges a claim which is still open, if there is any. */
function next(plans: Generator<Planned>, open: readonly Claim[]): Planned | undefined {
  // No loop over the generator itself: to leave that would end it.
  for (let plan = plans.next(); plan.done !== true; plan = plans.next()) {
    const { value } = plan;
    if (open.some((claim) => isJudgedIn(value.setting, claim))) return value;
  }
  return undefined;
}
