import { invariants } from '../claims/index.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { periodOf } from '../scenario/rotation.js';
import { askFor, isOurs } from './ask-thread.js';
import { addReaches, emptyReach, type Reach } from './reach.js';
import { recalled, remember, type Asked, type Result } from './remembered.js';
import { steadyMs } from '../limits.js';
import { sharedThread, sharedThreads } from './shared-threads.js';
import type { Failing, Limits, Searched, Task, TaskResult } from './task.js';
import type { SearchThread } from './threads.js';

/** What one claim of one writer is held to: the schedules of one scenario. */
export interface ScenarioSearch extends Asked {
  /** How many threads draw schedules at once; what is found does not depend on it. */
  readonly workers: number;
}

export interface ScenarioSearched {
  readonly reach: Reach;
  /** The first failure, with the fewest changes among those that were gone through in order. */
  readonly failing?: Failing;
}

/** Half of the executions go through the schedules in order, the fewest changes first; the others draw them. */
const inOrder = 1 / 2;
/** So many are drawn from one seed: as many as one thread is given at once. */
const drawnAtOnce = 50;

/**
 * Searches the schedules of one scenario. The same seed gives the same result.
 * @throws {Error} when the writer can't be started, or when the invariant throws.
 */
export async function searchScenario(request: ScenarioSearch): Promise<ScenarioSearched> {
  const { claim } = request.invariant;
  const { reaches, failures } = await searchedOnce(request);
  const reach = reaches[claim] ?? emptyReach;
  const failing = failures.find((failure) => failure.claim === claim);
  return { reach, ...(failing !== undefined && { failing }) };
}

interface Shrinking extends Pick<ScenarioSearch, 'writer' | 'invariant' | 'seed'> {
  /** When, on the steady clock, it is left as large as it is. */
  readonly untilMs: number;
}

/**
 * The smallest counterexample that can be reached from a failure in time: its scenario is made smaller, too.
 * @throws {Error} when the writer is not deterministic.
 */
export async function counterexampleFrom(
  failing: Failing,
  { writer, invariant, seed, untilMs }: Shrinking,
): Promise<Counterexample> {
  const ask = async (task: Task): Promise<TaskResult> => askFor(await sharedThread(), { writer, task, invariant });
  const limits = { executions: Infinity, untilMs };
  const shrunk = await ask({ kind: 'shrink', failing, seed, explained: true, limits });
  // The time was over before it began.
  const result = shrunk.kind === 'late' ? await ask({ kind: 'confirm', failing }) : shrunk;
  if (result.kind === 'shrunk' || result.kind === 'confirmed') return result.counterexample;
  throw new Error(
    result.kind === 'doubtful' ? result.reason : `The thread that searches answered with ${result.kind} instead.`,
  );
}

/**
 * Properties generate the same scenarios from the same seed, and the same schedule gives the same execution: so the
 * executions that one property needed are held to the claims of all others too, which then need none of their own and are told the
 * same counts. An invariant of the user's own is searched for alone: its name says nothing of what it checks.
 */
function searchedOnce(request: ScenarioSearch): Promise<Result> {
  if (!isOurs(request.invariant)) return searchedNow(request, [request.invariant.claim]);
  const known = recalled(request);
  if (known !== undefined) return known;
  const claims = claimsBeside(request);
  const result = searchedNow(request, claims);
  remember(request, claims, result);
  return result;
}

/** The claim, and whatever else the writer promises that the same faults tell something of. */
function claimsBeside({ writer, scenario, invariant }: ScenarioSearch): string[] {
  const promised = [...writer.guarantees, ...(scenario.processes === 1 ? writer.guaranteesAlone : [])];
  const alike = invariants.filter(({ faults }) => faults.join() === invariant.faults.join());
  const others = promised.filter((name) => alike.some(({ claim }) => claim === name));
  return [...new Set([invariant.claim, ...others])];
}

async function searchedNow(request: ScenarioSearch, claims: readonly string[]): Promise<Result> {
  const { scenario, executions, timeoutMs, invariant } = request;
  const { faults } = invariant;
  const untilMs = timeoutMs === undefined ? Infinity : steadyMs() + timeoutMs;
  const ticks = scenario.rotation.kind === 'time' ? 1 : 0;
  const bounds = {
    preemptions: 2,
    ticks,
    ...(ticks > 0 ? { ...periodOf(scenario.rotation), ticksAt: 'writes' as const } : {}),
    ...(faults.length > 0 ? { faults } : {}),
  };
  const thread = await sharedThread();
  const first = await searched(thread, request, {
    kind: 'systematic',
    claims,
    untilMs,
    executions: Math.ceil(executions * inOrder),
    scope: { scenario, bounds },
  });
  const rest = executions - first.executions;
  const open = claims.filter((claim) => first.failures.every((failure) => failure.claim !== claim));
  if (open.length === 0 || (first.exhausted && ticks === 0) || rest <= 0) return first;
  const drawn = await drawAll(request, { claims: open, untilMs, executions: rest });
  return [first, ...drawn].reduce(together);
}

/** Draws slice by slice, as many at once as there are workers; slices after the first that breaks everything don't count. */
async function drawAll(request: ScenarioSearch, limits: Limits): Promise<Searched[]> {
  const { scenario, seed, invariant, workers } = request;
  const slices = Math.ceil(limits.executions / drawnAtOnce);
  const threads = await sharedThreads(Math.min(workers, slices));
  const done: Searched[] = [];
  for (let from = 0; from < slices && isOpen(limits.claims, done); from += threads.length) {
    const round = threads.slice(0, slices - from).map((thread, index) => {
      const number = (from + index) * drawnAtOnce;
      return searched(thread, request, {
        ...limits,
        kind: 'drawn-for',
        scenario,
        faults: invariant.faults,
        seed: (seed + number) & 0x7fffffff,
        executions: Math.min(drawnAtOnce, limits.executions - number),
      });
    });
    for (const slice of await Promise.all(round)) if (isOpen(limits.claims, done)) done.push(slice);
  }
  return done;
}

function isOpen(claims: readonly string[], done: readonly Searched[]): boolean {
  return claims.some((claim) => done.every(({ failures }) => failures.every((failure) => failure.claim !== claim)));
}

function together(one: Searched, other: Searched): Searched {
  const reaches = { ...one.reaches };
  for (const [claim, reach] of Object.entries(other.reaches))
    reaches[claim] = addReaches(reaches[claim] ?? emptyReach, reach);
  return { ...one, reaches, failures: [...one.failures, ...other.failures] };
}

async function searched(thread: SearchThread, { writer, invariant }: ScenarioSearch, task: Task): Promise<Searched> {
  const result = await askFor(thread, { writer, task, invariant });
  if (result.kind === 'searched') return result.searched;
  throw new Error(`The thread that searches gave another answer than asked for: ${result.kind}.`);
}
