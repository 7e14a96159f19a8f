import type { PlannedTask } from './search-plan.js';

/**
 * The search for other ways to break claims that are broken already, so that the first one does not hide the one that matters.
 * A task that has shown the first is gone through again from its beginning: what comes after it may well show another.
 */
export interface Others {
  /** The claims of which another way is looked for now. */
  readonly wanted: () => readonly string[];
  /** By claim: the ways that are known. */
  readonly known: () => Readonly<Record<string, readonly string[]>>;
  /** A claim was broken in this task; until it is known in which way, no other is looked for. */
  readonly pursue: (claim: string, planned: PlannedTask) => void;
  /** It is known in which way; `ordinal` says which one that is, where it is another than before. */
  readonly settle: (claim: string, distinction: string, ordinal?: number) => void;
  /** A task to be gone through again, and for which claims. */
  readonly again: () => Again | undefined;
}

export interface Again {
  readonly planned: PlannedTask;
  readonly claims: readonly string[];
  readonly isAgain: true;
}

interface Entry {
  readonly known: Set<string>;
  found: number;
  tries: number;
  isPursued: boolean;
  last?: PlannedTask;
}

/** So many ways to break a claim are told. */
export const mostFound = 3;
/** So often something that seemed to be another way may turn out to be a known one. */
const mostTries = 6;

/** @param claims those of which up to three ways are wanted. */
export function newOthers(claims: readonly string[]): Others {
  const entries = new Map<string, Entry>(
    claims.map((claim) => [claim, { known: new Set(), found: 0, tries: 0, isPursued: false }]),
  );
  const isWanted = ({ found, tries, isPursued }: Entry): boolean =>
    found > 0 && found < mostFound && tries < mostTries && !isPursued;
  return {
    wanted: () => [...entries].flatMap(([claim, entry]) => (isWanted(entry) ? [claim] : [])),
    known: () =>
      Object.fromEntries([...entries].flatMap(([claim, { known }]) => (known.size > 0 ? [[claim, [...known]]] : []))),
    pursue(claim, planned) {
      const entry = entries.get(claim);
      if (entry === undefined) return;
      entry.isPursued = true;
      entry.last = planned;
    },
    settle(claim, distinction, ordinal) {
      const entry = entries.get(claim);
      if (entry === undefined) return;
      entry.isPursued = false;
      entry.known.add(distinction);
      if (ordinal === undefined) entry.tries += 1;
      else entry.found = Math.max(entry.found, ordinal);
    },
    again() {
      const waiting = [...entries].filter(([, entry]) => isWanted(entry) && entry.last !== undefined);
      const planned = waiting[0]?.[1].last;
      if (planned === undefined) return undefined;
      const alike = waiting.filter(([, entry]) => entry.last === planned);
      for (const [, entry] of alike) delete entry.last;
      return { planned, claims: alike.map(([claim]) => claim), isAgain: true };
    },
  };
}
