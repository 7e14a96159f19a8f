import type { Counterexample } from '../counterexample/counterexample.js';
import { steadyMs } from '../limits.js';
import { errorMessage } from '../words.js';
import type { ClaimTracker } from './claim-tracker.js';
import { newOthers, type Others } from './others.js';
import type { SearchRequest } from './request.js';
import type { Allowance, Failing } from './task.js';
import type { SearchThread } from './threads.js';
import type { Bounds } from './verdict.js';

/**
 * What is done about failures: each is seen again in fresh processes, so that it is told and kept at once, and then made
 * smaller. What that may cost is shared among all that wait for it and what is still looked for; what has had its share, and
 * is not as small as it can be, gets what is left over in the end.
 */
export interface Pursuit {
  readonly add: (failures: readonly Failing[]) => void;
  /** Pursues what seems to be another way to break a claim. */
  readonly addAnother: (failing: Failing) => void;
  /** Has a thread do one thing, where there is any; `isLooking` says whether the search still looks for other failures. */
  readonly pursueNext: (thread: SearchThread, isLooking: boolean) => Promise<boolean>;
  readonly isWaiting: () => boolean;
  /** Changes the bounds for all that follows. */
  readonly keepWithin: (bounds: Bounds) => void;
}

interface Waiting {
  readonly failing: Pick<Failing, 'claim' | 'scenario' | 'schedule' | 'distinction'>;
  /** How many executions it may take. */
  readonly executions: number;
  /** How long it took to see it again, which is done once more when it is smaller. */
  readonly againMs: number;
}

type Request = Pick<SearchRequest, 'writer' | 'seed' | 'budget' | 'explained' | 'onProgress' | 'onFound'> & {
  readonly bounds: Bounds;
};

export function newPursuit(request: Request, tracker: ClaimTracker, others: Others = newOthers([])): Pursuit {
  const { writer, seed, budget, explained = true, onProgress, onFound } = request;
  let { bounds } = request;
  const unconfirmed: Waiting[] = [];
  const large: Waiting[] = [];
  /** What has had its share. */
  const unfinished: Waiting[] = [];
  const otherWays: Waiting[] = [];
  /** Executions that failures were given. */
  let given = 0;

  const more = (): number => {
    const inAll = (budget.executions ?? Infinity) + bounds.more;
    return inAll === Infinity ? Infinity : inAll - tracker.executions() - given;
  };
  const keep = (counterexample: Counterexample, isFinal: boolean): void => {
    tracker.confirm(counterexample);
    onFound?.({ counterexample, isFinal });
  };
  const settle = (claim: string): void => {
    const counterexample = tracker.counterexample(claim);
    if (counterexample !== undefined) onFound?.({ counterexample, isFinal: true });
  };

  const confirm = async (thread: SearchThread, waiting: Waiting): Promise<void> => {
    const { failing } = waiting;
    const { claim } = failing;
    const startedMs = steadyMs();
    onProgress?.({ ...tracker.progress(), doing: `whether ${claim} is broken again` });
    try {
      const result = await thread.ask({ writer, endMs: bounds.endMs, task: { kind: 'confirm', failing } });
      if (result.kind === 'doubtful') tracker.reject(claim, result.reason);
      if (result.kind !== 'confirmed') return;
      const { counterexample, executions } = result;
      const { scenario, schedule } = counterexample;
      keep(counterexample, false);
      large.push({
        failing: { claim, scenario, schedule },
        executions: Math.max(0, waiting.executions - executions),
        againMs: steadyMs() - startedMs,
      });
    } catch (error) {
      tracker.reject(claim, errorMessage(error));
    }
  };

  const shrink = async (thread: SearchThread, waiting: Waiting, limits: Allowance): Promise<void> => {
    const { failing, executions, againMs } = waiting;
    const { claim } = failing;
    onProgress?.({ ...tracker.progress(), doing: `the smallest counterexample to ${claim}` });
    try {
      const task = { kind: 'shrink', failing, seed, explained, limits } as const;
      const result = await thread.ask({ writer, endMs: bounds.endMs, task });
      if (result.kind !== 'shrunk') return settle(claim);
      const { counterexample, distinction } = result;
      others.settle(claim, distinction, 1);
      const left = Math.max(0, executions - result.executions);
      given -= left;
      if (counterexample.notShrunkToTheEnd === undefined) return keep(counterexample, true);
      keep(counterexample, false);
      const { scenario, schedule } = counterexample;
      unfinished.push({ failing: { claim, scenario, schedule }, executions: 0, againMs });
    } catch {
      // It is as large as it was, and as true.
      settle(claim);
    }
  };

  /** Makes what seems to be another way as small as it can be, and tells it where it is one. */
  const pursueAnother = async (thread: SearchThread, { failing, executions }: Waiting, limits: Allowance) => {
    const { claim } = failing;
    const known = others.known()[claim] ?? [];
    onProgress?.({ ...tracker.progress(), doing: `another counterexample to ${claim}` });
    let way = failing.distinction ?? '';
    let ordinal: number | undefined;
    try {
      const task = { kind: 'shrink', failing, seed, explained, limits, known } as const;
      const result = await thread.ask({ writer, endMs: bounds.endMs, task });
      if ('executions' in result) given -= Math.max(0, executions - result.executions);
      if (result.kind === 'shrunk' && !known.includes(result.distinction)) {
        const { counterexample } = result;
        way = result.distinction;
        ordinal = tracker.confirmAnother(counterexample);
        onFound?.({ counterexample, ordinal, isFinal: true });
      }
    } catch {
      // What is known already stays as true as it was.
    }
    others.settle(claim, way, ordinal);
  };

  /** A share of the time that is left, but for what it takes to see it again in the end. */
  const limitsOf = ({ executions, againMs }: Waiting, waiting: number): Allowance => {
    const nowMs = steadyMs();
    return { executions, untilMs: nowMs + (bounds.shrinkMs - nowMs - 2 * againMs) / (waiting + 1) };
  };

  return {
    add(failures) {
      const open = tracker.open().length > 0 ? 1 : 0;
      const share = Math.max(leastExecutions, Math.floor(more() / (failures.length + open)));
      for (const { claim, scenario, schedule } of failures) {
        given += share;
        unconfirmed.push({ failing: { claim, scenario, schedule }, executions: share, againMs: 0 });
      }
    },
    addAnother({ claim, scenario, schedule, distinction = '' }) {
      const executions = Math.max(0, Math.floor(more() / (otherWays.length + 2)));
      given += executions;
      otherWays.push({ failing: { claim, scenario, schedule, distinction }, executions, againMs: 0 });
    },
    async pursueNext(thread, isLooking) {
      const next = unconfirmed.shift();
      if (next !== undefined) {
        if (steadyMs() < bounds.endMs) await confirm(thread, next);
        return true;
      }
      const first = large.shift();
      if (first !== undefined) {
        const waiting = large.length + unconfirmed.length + (isLooking ? 1 : 0);
        await shrink(thread, first, limitsOf(first, waiting));
        return true;
      }
      const other = otherWays.shift();
      if (other !== undefined) {
        const waiting = otherWays.length + unfinished.length + (isLooking ? 1 : 0);
        await pursueAnother(thread, other, limitsOf(other, waiting));
        return true;
      }
      const again = isLooking ? undefined : unfinished.shift();
      if (again === undefined) return false;
      const executions = Math.floor(more() / (unfinished.length + 1));
      const limits = limitsOf({ ...again, executions }, unfinished.length);
      if (executions <= leastExecutions || limits.untilMs <= steadyMs() + again.againMs) settle(again.failing.claim);
      else {
        given += executions;
        await shrink(thread, { ...again, executions }, limits);
      }
      return true;
    },
    keepWithin: (changed) => void (bounds = changed),
    isWaiting: () => unconfirmed.length + large.length + otherWays.length + unfinished.length > 0,
  };
}

/** To see a failure again, in fresh processes and in others, and to take one entry from its schedule. */
const leastExecutions = 10;
