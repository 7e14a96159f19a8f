import type { ClaimTerms } from '../claims/invariant.js';
import { steadyMs } from '../limits.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { errorMessage } from '../words.js';
import { isBroken, noneBroken, setBroken, type Broken } from './broken.js';
import { newClaimTracker, type ClaimTracker } from './claim-tracker.js';
import { isJudgedUnder } from './condition.js';
import { laneOfTask, lanesFor, peek, type Lane } from './lanes.js';
import { newOthers, type Others } from './others.js';
import { newPursuit, type Pursuit } from './pursuit.js';
import type { Found, SearchRequest } from './request.js';
import { searchPlan, type PlannedTask } from './search-plan.js';
import type { TaskResult } from './task.js';
import { recordOf } from './task-record.js';
import type { SearchThread } from './threads.js';
import type { Bounds } from './verdict.js';

/** A search while it goes on, with what its threads share. */
export interface Campaign {
  readonly writer: WriterProgram;
  untilMs: number;
  readonly endMs: number;
  readonly tracker: ClaimTracker;
  readonly lanes: readonly Lane[];
  /** Whether it is a part of a search that is divided: then a lane has one task at a time, so that nothing depends on what is faster. */
  readonly isPart: boolean;
  readonly broken: Broken;
  readonly onProgress: SearchRequest['onProgress'];
  readonly beforeDrawing: SearchRequest['beforeDrawing'];
  readonly onTask: SearchRequest['onTask'];
  /** Resolves when what comes before scenarios are drawn is over; until then no task that draws some begins. */
  drawing?: Promise<void>;
  mayDraw: boolean;
  /** Claims of which several ways to break them are wanted. */
  readonly several: readonly string[];
  /** The search for other ways to break what is broken already. */
  readonly others: Others;
  /** What is done about failures. */
  readonly pursuit: Pursuit;
  readonly terms: readonly ClaimTerms[];
  /** Whether there is no task any more. */
  isOver: boolean;
  /** Results come as they are ready, and are recorded in the order in which their tasks were planned. */
  recorded: Promise<void>;
}

const unbounded: Bounds = { more: Infinity, shrinkMs: Infinity, endMs: Infinity };

export function newCampaign(request: SearchRequest, claims: readonly ClaimTerms[]): Campaign {
  const {
    writer,
    seed,
    budget,
    bounds = unbounded,
    concurrency,
    several = [],
    bailOn = [],
    onProgress,
    beforeDrawing,
    onTask,
    shard,
    beginsWith,
  } = request;
  const isPart = shard !== undefined;
  const about = { writer, claims, isPart, ...(concurrency !== undefined && { concurrency }) };
  const plan = { ...writer, ...about, seed, ...(beginsWith !== undefined && { beginsWith }) };
  const tracker = newClaimTracker(about);
  const broken = noneBroken(request.claims);
  const others = newOthers(several);
  const onFound = (found: Found): void => {
    // What the threads are looking for is of no interest any more.
    if (bailOn.includes(found.counterexample.claim)) for (const claim of request.claims) setBroken(claim, broken);
    request.onFound?.(found);
  };
  return {
    writer,
    untilMs: untilMsOf(budget.seconds),
    endMs: bounds.endMs,
    tracker,
    lanes: lanesFor(() => searchPlan(plan), budget.executions, shard),
    isPart,
    broken,
    onProgress,
    beforeDrawing,
    onTask,
    mayDraw: beforeDrawing === undefined,
    several,
    others,
    pursuit: newPursuit({ ...request, bounds, onFound }, tracker, others),
    terms: claims,
    isOver: false,
    recorded: Promise.resolve(),
  };
}

function untilMsOf(seconds: number | undefined): number {
  return seconds === undefined ? Infinity : steadyMs() + seconds * 1000;
}

/** Has a thread work until there is nothing left to do: what was found is made smaller first, then the search goes on. */
export async function work(campaign: Campaign, thread: SearchThread): Promise<void> {
  const { pursuit } = campaign;
  for (;;) {
    if (await pursuit.pursueNext(thread, goesOn(campaign))) continue;
    if (goesOn(campaign)) await exploreNext(campaign, thread);
    else {
      // What is under way elsewhere may leave executions over, or something to pursue.
      await campaign.recorded;
      if (!pursuit.isWaiting() && !goesOn(campaign)) return;
    }
  }
}

function goesOn({ tracker, others, isOver, lanes, untilMs, broken }: Campaign): boolean {
  const open = tracker.open().map(({ claim }) => claim);
  const isWanted = [...open, ...others.wanted()].some((claim) => !isBroken(claim, broken));
  return isWanted && !isOver && lanes.some(({ left }) => left > 0) && steadyMs() < untilMs;
}

async function exploreNext(campaign: Campaign, thread: SearchThread): Promise<void> {
  const { tracker, others } = campaign;
  const next = others.again() ?? nextTask(campaign);
  if (next === undefined) {
    tracker.giveUp('it never rotates in a way that this claim speaks of.');
    campaign.isOver = true;
    return;
  }
  const waits = next.isAgain === true ? undefined : mustWait(campaign, next.planned);
  await (waits ?? explore(campaign, thread, next));
}

/** What a task must wait for before it may begin, if there is anything. */
function mustWait(campaign: Campaign, planned: PlannedTask): Promise<void> | undefined {
  if (campaign.isPart && laneOf(campaign, planned).underWay > 0) return campaign.recorded;
  if (planned.kind === 'drawn' && !campaign.mayDraw) return (campaign.drawing ??= beginDrawing(campaign));
  return undefined;
}

async function explore(campaign: Campaign, thread: SearchThread, next: Next): Promise<void> {
  const { writer, tracker, others, untilMs, endMs, broken, isPart, onProgress } = campaign;
  const { planned, claims, isAgain } = next;
  const lane = laneOf(campaign, planned);
  // What is gone through again is no part of what machines share.
  const isShared = !isPart || isAgain !== true;
  const executions = isShared ? Math.min(planned.executions, lane.left) : planned.executions;
  if (isShared) lane.left -= executions;
  if (isAgain !== true) lane.next = undefined;
  lane.underWay += 1;
  onProgress?.({ ...tracker.progress(), doing: planned.doing });
  const task = { ...planned, claims, executions, untilMs, broken, known: others.known() };
  const answer = thread.ask({ writer, endMs, task });
  campaign.recorded = recordAfter(campaign, campaign.recorded, { ...next, answer, executions, isShared });
  await Promise.allSettled([answer]);
}

function laneOf({ lanes }: Campaign, { index }: PlannedTask): Lane {
  const lane = lanes.find(({ number, of }) => laneOfTask(index, of) === number);
  if (lane === undefined) throw new Error(`Task ${index} of the plan is in no lane of this search.`);
  return lane;
}

/** Lets come first what is to come before scenarios are drawn. */
async function beginDrawing(campaign: Campaign): Promise<void> {
  const left = await campaign.beforeDrawing?.();
  campaign.mayDraw = true;
  if (left === undefined) campaign.isOver = true;
  else {
    campaign.untilMs = untilMsOf(left.seconds);
    campaign.pursuit.keepWithin(left.bounds);
  }
}

interface Next {
  readonly planned: PlannedTask;
  readonly claims: readonly string[];
  /** Whether it is gone through once more, only for other ways to break its claims. */
  readonly isAgain?: true;
}

/** The next task, in the order of the plan, that judges a claim which is still open or may be broken in another way, if there is any. */
function nextTask({ lanes, tracker, others, terms, isPart }: Campaign): Next | undefined {
  const open = tracker.open().map(({ claim }) => claim);
  const claims = [...open, ...others.wanted()];
  const wanted = terms.filter(({ claim }) => claims.includes(claim));
  const isWanted = ({ condition }: PlannedTask): boolean => wanted.some((claim) => isJudgedUnder(condition, claim));
  const [first] = lanes
    .filter(({ left, underWay }) => left > 0 || (isPart && underWay > 0))
    .flatMap((lane) => peek(lane, isWanted) ?? [])
    .toSorted((one, other) => one.index - other.index);
  return first === undefined ? undefined : { planned: first, claims };
}

interface UnderWay extends Next {
  readonly answer: Promise<TaskResult>;
  /** Executions that it was given. */
  readonly executions: number;
  /** Whether they are its lane's. */
  readonly isShared: boolean;
}

async function recordAfter(campaign: Campaign, before: Promise<void>, underWay: UnderWay): Promise<void> {
  await Promise.allSettled([before, underWay.answer]);
  // Another thread may take of what is left meanwhile, so it must not be read before.
  const executed = await record(campaign, underWay);
  const lane = laneOf(campaign, underWay.planned);
  lane.underWay -= 1;
  if (underWay.isShared) lane.left += underWay.executions - executed;
}

/** Gives how many executions there were. */
async function record(campaign: Campaign, { planned, answer, isAgain }: UnderWay): Promise<number> {
  const { tracker, broken, several, others, pursuit } = campaign;
  try {
    const result = await answer;
    if (result.kind !== 'searched') return 0;
    const { searched } = result;
    const wanted = new Set(others.wanted());
    if (isAgain === true) tracker.count(searched);
    else campaign.onTask?.(recordOf(planned, searched));
    const failures = isAgain === true ? [] : tracker.record(planned, searched);
    for (const { claim } of failures) {
      // Threads go on to look for other ways where these are wanted.
      if (!several.includes(claim)) setBroken(claim, broken);
      others.pursue(claim, planned);
    }
    pursuit.add(failures);
    for (const failing of searched.failures) {
      if (!wanted.has(failing.claim) || failing.distinction === undefined) continue;
      others.pursue(failing.claim, planned);
      pursuit.addAnother(failing);
    }
    return searched.executions;
  } catch (error) {
    tracker.giveUp(errorMessage(error));
    // Nor is there another way to be found, which would be looked for over and over.
    campaign.isOver = true;
    return 0;
  }
}
