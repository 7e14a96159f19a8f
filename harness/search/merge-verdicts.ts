import type { Counterexample } from '../counterexample/counterexample.js';
import { newClaimTracker, type Tracked } from './claim-tracker.js';
import type { TaskRecord } from './task-record.js';
import type { ClaimVerdict } from './verdict.js';

/** What one part of a search that is divided has found. */
export interface Found {
  readonly tasks: readonly TaskRecord[];
  readonly claims: readonly ClaimFound[];
}

export interface ClaimFound {
  readonly name: string;
  /** The smallest first; none where nothing was seen to break it again. */
  readonly counterexamples: readonly Counterexample[];
  /** Why nothing more can be said of it, where that is so. */
  readonly reason?: string;
  readonly milliseconds: number;
}

/**
 * What a search says as a whole: its tasks are taken in the order of the plan, as one machine would. What counts is the first
 * failure in that order, and what comes behind it does not.
 */
export function mergeVerdicts(tracked: Omit<Tracked, 'isPart'>, parts: readonly Found[]): ClaimVerdict[] {
  const tracker = newClaimTracker(tracked);
  const tasks = parts.flatMap((part) => part.tasks.map((task) => ({ task, part })));
  const breaking = new Map<string, Found>();
  for (const { task, part } of tasks.toSorted((one, other) => one.task.index - other.task.index))
    for (const { claim } of tracker.record(task, task.searched)) breaking.set(claim, part);
  for (const { claim } of tracked.claims) {
    const part = breaking.get(claim);
    const found = (part === undefined ? parts : [part]).flatMap(({ claims }) =>
      claims.filter(({ name }) => name === claim),
    );
    const [first, ...others] = part === undefined ? [] : found.flatMap(({ counterexamples }) => counterexamples);
    const reason = found.find((each) => each.reason !== undefined)?.reason;
    if (first !== undefined) {
      tracker.confirm(first);
      for (const other of others) tracker.confirmAnother(other);
    } else if (reason !== undefined) tracker.reject(claim, reason);
  }
  return tracker.verdicts().map((verdict) => withTime(verdict, parts));
}

/** As long as the part took that took longest. */
function withTime(verdict: ClaimVerdict, parts: readonly Found[]): ClaimVerdict {
  const times = parts.flatMap(({ claims }) =>
    claims.flatMap(({ name, milliseconds }) => (name === verdict.name ? milliseconds : [])),
  );
  return { ...verdict, explored: { ...verdict.explored, milliseconds: Math.max(0, ...times) } };
}
