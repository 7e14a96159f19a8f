import type { Execution } from '../execution/execution.js';
import type { RecordId } from '../scenario/record.js';
import type { LogrotateMode } from '../scenario/scenario.js';
import type { FaultKind } from '../schedule/fault.js';

/** One way in which an execution breaks a claim: a sentence for people, and what it is about as data. */
export interface Violation {
  readonly message: string;
  readonly record?: RecordId;
  readonly process?: number;
  readonly file?: string;
  /** The step that shows it, counted from 1. */
  readonly step?: number;
}

/** What scenarios must be like for a claim to be judged by them. Plain data. */
export interface Needs {
  /** Backups that can hold every record, or too few for them; without it, either will do. */
  readonly backups?: 'ample' | 'few';
  /** The log has a mode that was asked for. */
  readonly mode?: true;
  /** Somebody else rotates the log, in one of these ways. */
  readonly logrotate?: readonly LogrotateMode[];
  /**
   * It holds whatever the log's mode is and whoever rotates it: it is judged there, too, where another claim needs that. For
   * its own sake no scenario has them.
   */
  readonly alongside?: true;
}

/** What is said of a claim, without what judges it: plain data, so that a thread can send it. */
export interface ClaimTerms<Name extends string = string> {
  /** Its name, in words with hyphens between them: `no-record-lost`. */
  readonly claim: Name;
  /** When the claim holds, as the end of a sentence. */
  readonly holdsWhen: string;
  /** What it is called at the head of a column. */
  readonly heading: string;
  /** Kinds of faults of which one must have happened, and no others; none where nothing may fail. */
  readonly faults: readonly FaultKind[];
  readonly needs: Needs;
}

/** Everything that is special about a claim. */
export interface Invariant<Name extends string = string> extends ClaimTerms<Name> {
  /** Whether an execution that is as needed can tell anything of the claim. */
  readonly judgedWhen: (execution: Execution) => boolean;
  /** Pure: how an execution breaks the claim, the most telling first; nothing where it holds. */
  readonly check: (execution: Execution) => readonly Violation[];
}

/** An invariant as it is stated. */
export interface InvariantStated<Name extends string = string> {
  readonly claim: Name;
  readonly holdsWhen: string;
  /** Default: the claim's name. */
  readonly heading?: string;
  /** Default: none. */
  readonly faults?: readonly FaultKind[];
  /** Default: any scenario without a mode and without logrotate. */
  readonly needs?: Needs;
  /** Default: it has completed. */
  readonly judgedWhen?: (execution: Execution) => boolean;
  /** A generator will do. */
  readonly check: (execution: Execution) => Iterable<Violation>;
}

const claimName = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * Fills in what is left open.
 * @throws {Error} when there is no check, or the claim's name is none: it also names a folder, and is typed in terminals.
 */
export function defineInvariant<Name extends string>({
  claim,
  holdsWhen,
  heading = claim,
  faults = [],
  needs = {},
  judgedWhen = hasCompleted,
  check,
}: InvariantStated<Name>): Invariant<Name> {
  if (!claimName.test(claim))
    throw new Error(
      `${JSON.stringify(claim)} can't name a claim: it must be words of a-z and 0-9 with hyphens between.`,
    );
  if (typeof check !== 'function')
    throw new Error(`The invariant ${claim} has no check: it must be a function from an execution to its violations.`);
  return { claim, holdsWhen, heading, faults, needs, judgedWhen, check: (execution) => [...check(execution)] };
}

export function hasCompleted({ outcome }: Execution): boolean {
  return outcome.kind === 'completed';
}
