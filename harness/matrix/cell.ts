import type { Concurrency } from '../scenario/concurrency.js';
import type { Budget, Explored } from '../search/verdict.js';

/** What a claim was found to be worth for one writer, alone or together. Plain JSON, and so are rows. */
export type Cell = Held | Violated | Unknown;

interface Place {
  readonly claim: string;
  readonly concurrency: Concurrency;
}

export interface Held extends Place {
  readonly verdict: 'held';
  readonly explored: Explored;
}

export interface Violated extends Place {
  readonly verdict: 'violated';
  /** Of the counterexample. */
  readonly size: {
    readonly processes: number;
    readonly records: number;
    readonly preemptions: number;
    readonly faults: number;
  };
  readonly message: string;
  /** What keeps the counterexample; nothing where it could not be kept. */
  readonly file?: string;
}

export interface Unknown extends Place {
  readonly verdict: 'unknown';
  readonly executions: number;
  readonly reason: string;
}

/** What a search was asked for; what the same was asked for need not be searched again. */
export interface Asked {
  readonly seed: number;
  readonly budget: Budget;
  readonly claims: readonly string[];
  readonly keep: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Tells apart what logtorture's own code holds, writers and claims included, where its version is the same. */
  readonly code?: string;
}

/** All of one writer. */
export interface Row {
  readonly writer: string;
  readonly asked: Asked;
  readonly seconds: number;
  readonly cells: readonly Cell[];
}
