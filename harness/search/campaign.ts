import type { ClaimTerms } from '../claims/invariant.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { errorMessage } from '../words.js';
import { noneBroken, setBroken, type Broken } from './broken.js';
import { newClaimTracker, type ClaimTracker } from './claim-tracker.js';
import { isJudgedUnder } from './condition.js';
import type { SearchRequest } from './request.js';
import { searchPlan, type PlannedTask } from './search-plan.js';
import type { Failing, TaskResult } from './task.js';
import type { SearchThread } from './threads.js';

/** A search while it goes on, with what its threads share. */
export interface Campaign {
  readonly writer: WriterProgram;
  readonly seed: number;
  readonly explained: boolean;
  readonly untilMs: number;
  readonly tracker: ClaimTracker;
  readonly plans: Generator<PlannedTask>;
  readonly broken: Broken;
  readonly onProgress: SearchRequest['onProgress'];
  /** Failures that no thread makes smaller yet. */
  readonly shrinks: Failing[];
  /** Executions that are not given to a task. */
  left: number;
  /** Results come as they are ready, and are recorded in the order in which their tasks were planned. */
  recorded: Promise<void>;
}

export function newCampaign(request: SearchRequest, claims: readonly ClaimTerms[]): Campaign {
  const { writer, seed, budget, concurrency, explained = true, onProgress } = request;
  const about = { writer, claims, ...(concurrency !== undefined && { concurrency }) };
  return {
    writer,
    seed,
    explained,
    untilMs: budget.seconds === undefined ? Infinity : Date.now() + budget.seconds * 1000,
    tracker: newClaimTracker(about),
    plans: searchPlan({ ...about, rotations: writer.rotations, seed }),
    broken: noneBroken(request.claims),
    onProgress,
    shrinks: [],
    left: budget.executions ?? Infinity,
    recorded: Promise.resolve(),
  };
}

/** Has a thread work until there is nothing left to do: what was found is made smaller first, then the search goes on. */
export async function work(campaign: Campaign, thread: SearchThread): Promise<void> {
  for (;;) {
    const failing = campaign.shrinks.shift();
    if (failing !== undefined) await shrinkNext(campaign, thread, failing);
    else if (goesOn(campaign)) await exploreNext(campaign, thread);
    else {
      // What is under way elsewhere may leave executions over, or something to shrink.
      await campaign.recorded;
      if (campaign.shrinks.length === 0 && !goesOn(campaign)) return;
    }
  }
}

function goesOn({ tracker, left, untilMs }: Campaign): boolean {
  return tracker.open().length > 0 && left > 0 && Date.now() < untilMs;
}

async function exploreNext(campaign: Campaign, thread: SearchThread): Promise<void> {
  const { writer, tracker, untilMs, broken, onProgress } = campaign;
  const open = tracker.open();
  const planned = nextTask(campaign, open);
  if (planned === undefined) {
    tracker.giveUp('it never rotates in a way that this claim speaks of.');
    return;
  }
  const executions = Math.min(planned.executions, campaign.left);
  campaign.left -= executions;
  onProgress?.({ ...tracker.progress(), doing: planned.doing });
  const claims = open.map(({ claim }) => claim);
  const answer = thread.ask({ writer, task: { ...planned, claims, executions, untilMs, broken } });
  campaign.recorded = recordAfter(campaign, campaign.recorded, { planned, answer, executions });
  await Promise.allSettled([answer]);
}

/** The next task that judges a claim which is still open, if there is any. */
function nextTask({ plans }: Campaign, open: readonly ClaimTerms[]): PlannedTask | undefined {
  // No loop over the generator itself: to leave that would end it.
  for (let plan = plans.next(); plan.done !== true; plan = plans.next()) {
    const { value } = plan;
    if (open.some((claim) => isJudgedUnder(value.condition, claim))) return value;
  }
  return undefined;
}

interface UnderWay {
  readonly planned: PlannedTask;
  readonly answer: Promise<TaskResult>;
  /** Executions that it was given. */
  readonly executions: number;
}

async function recordAfter(campaign: Campaign, before: Promise<void>, underWay: UnderWay): Promise<void> {
  await Promise.allSettled([before, underWay.answer]);
  // Another thread may take of what is left meanwhile, so it must not be read before.
  const executed = await record(campaign, underWay);
  campaign.left += underWay.executions - executed;
}

/** Gives how many executions there were. */
async function record({ tracker, broken, shrinks }: Campaign, { planned, answer }: UnderWay): Promise<number> {
  try {
    const result = await answer;
    if (result.kind !== 'searched') return 0;
    for (const failing of tracker.record(planned, result.searched)) {
      setBroken(failing.claim, broken);
      shrinks.push(failing);
    }
    return result.searched.executions;
  } catch (error) {
    tracker.giveUp(errorMessage(error));
    return 0;
  }
}

async function shrinkNext(campaign: Campaign, thread: SearchThread, failing: Failing): Promise<void> {
  const { writer, seed, explained, tracker, onProgress } = campaign;
  onProgress?.({ ...tracker.progress(), doing: `the smallest counterexample to ${failing.claim}` });
  try {
    const result = await thread.ask({ writer, task: { kind: 'shrink', failing, seed, explained } });
    if (result.kind === 'shrunk') tracker.confirm(result.counterexample);
    if (result.kind === 'doubtful') tracker.reject(failing.claim, result.reason);
  } catch (error) {
    tracker.reject(failing.claim, errorMessage(error));
  }
}
