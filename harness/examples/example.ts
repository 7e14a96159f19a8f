import type { Claim } from '../claims/index.js';
import type { AsIs } from '../scenario/as-is.js';
import type { Range } from '../scenario/sizes.js';

/** An application as people write it, in a folder of its own, and what is known of it. */
export interface Example {
  readonly name: string;
  readonly program: AsIs;
  /** How many copies of it are started; default: as many as a search likes. */
  readonly copies?: Range;
  /** It starts processes of its own, and these write lines. */
  readonly forks?: true;
  /** How many lines it is told to write; default: as many as a search likes. */
  readonly lines?: Range;
  /** The claims that it breaks; none: all that a log can be held to is held. */
  readonly breaks: readonly Claim[];
  /** Breaks its claim so rarely that a search of some hundred executions finds nothing: how. */
  readonly rarely?: { readonly breaks: Claim; readonly how: string };
  /** What compiles it; `{built}` stands for a directory, here and in its command. */
  readonly build?: readonly string[];
  /** What it needs and is not installed on this machine. */
  readonly unavailable?: string;
}

/** What a program as it is can be held to while nothing fails. */
export const claimsOfExamples: readonly Claim[] = [
  'no-record-lost',
  'no-record-duplicated',
  'no-line-torn',
  'nothing-unexpected',
  'order-kept',
  'no-error',
];
