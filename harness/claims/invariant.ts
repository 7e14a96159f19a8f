import type { Claim } from './claim.js';
import type { Execution } from '../execution/execution.js';

/** One way in which an execution breaks a claim, in a sentence that names the record or the file. */
export interface Violation {
  readonly claim: Claim;
  readonly message: string;
}

/** A pure function from an execution to its violations; none means that the claim holds. */
export interface Invariant {
  readonly claim: Claim;
  /** When the claim holds, as a sentence. */
  readonly holdsWhen: string;
  readonly check: (execution: Execution) => readonly Violation[];
}

export function defineInvariant(
  claim: Claim,
  holdsWhen: string,
  messages: (execution: Execution) => Iterable<string>,
): Invariant {
  return { claim, holdsWhen, check: (execution) => Array.from(messages(execution), (message) => ({ claim, message })) };
}
