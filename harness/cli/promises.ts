import { claimsWithoutFaults, invariants } from '../claims/index.js';
import { isQuestionFor } from '../claims/judge.js';
import type { Concurrency } from '../scenario/concurrency.js';
import type { WriterProgram } from '../writers/writer-program.js';

/** What a writer is put through with one process, or with several. */
export interface Part {
  readonly concurrency: Concurrency;
  readonly claims: readonly string[];
  /** What it promises of them. */
  readonly promised: ReadonlySet<string>;
  /** What it is held to: what was asked for, or what it promises, or all where it promises nothing. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Without `wanted`, claims that hold while nothing fails are looked at in any case, and of the others those that the
 * writer promises. What it promises together it promises alone, too.
 */
export function partOf(writer: WriterProgram, concurrency: Concurrency, wanted?: readonly string[]): Part {
  const { guarantees, guaranteesAlone, rotations } = writer;
  const promised = new Set(concurrency === 'alone' ? [...guarantees, ...guaranteesAlone] : guarantees);
  if (wanted !== undefined) return { concurrency, claims: wanted, promised, asked: new Set(wanted) };
  const looked = new Set<string>([...claimsWithoutFaults, ...promised]);
  const claims = invariants
    .filter((invariant) => looked.has(invariant.claim) && isQuestionFor(invariant, rotations))
    .map(({ claim }) => claim);
  return { concurrency, claims, promised, asked: promised.size > 0 ? promised : new Set(claims) };
}
