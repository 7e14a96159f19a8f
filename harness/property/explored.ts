import type { Invariant } from '../claims/invariant.js';
import { concurrencyOf } from '../scenario/concurrency.js';
import type { Scenario } from '../scenario/scenario.js';
import { addReaches, whyInVain, type MustReach, type Reach } from '../search/reach.js';
import { counted } from '../words.js';

/** What one scenario was put through for a claim of a writer. */
export interface Explored {
  readonly invariant: Invariant;
  readonly writer: string;
  readonly scenario: Scenario;
  readonly reach: Reach;
  readonly how: 'controlled' | 'free';
}

/** All scenarios of a claim, a writer and a way to run. */
interface Entry {
  readonly invariant: Invariant;
  readonly of: string;
  readonly how: Explored['how'];
  readonly scenarios: number;
  readonly reach: Reach;
  readonly must: MustReach;
}

/** Adds up what a test explores, since one scenario alone need not reach everything. */
export interface Exploration {
  readonly note: (explored: Explored) => void;
  /** What was explored, a sentence for each claim and writer. */
  readonly sentences: () => string[];
  /** Which of it proves nothing, and why: a pass that explored nothing is a failure. */
  readonly inVain: () => string[];
}

export function newExploration(): Exploration {
  const entries = new Map<string, Entry>();
  return {
    note(explored) {
      const { invariant, writer, how } = explored;
      const key = JSON.stringify([invariant.claim, writer, how]);
      entries.set(key, added(entries.get(key), explored));
    },
    sentences: () => [...entries.values()].map(inWords),
    inVain: () =>
      [...entries.values()].flatMap(({ of, reach, must }) => {
        const why = whyInVain(reach, must);
        return why === undefined ? [] : [`${of} was tested in vain: ${why}.`];
      }),
  };
}

function added(before: Entry | undefined, { invariant, writer, scenario, reach, how }: Explored): Entry {
  const { needs, faults } = invariant;
  return {
    invariant,
    of: `${invariant.claim} of ${writer}`,
    how,
    scenarios: (before?.scenarios ?? 0) + 1,
    reach: before === undefined ? reach : addReaches(before.reach, reach),
    must: {
      rotation: (before?.must.rotation ?? false) || scenario.rotation.kind !== 'none' || needs.logrotate !== undefined,
      overlap: (before?.must.overlap ?? false) || concurrencyOf(scenario) === 'together',
      fault: faults.length > 0,
    },
  };
}

function inWords({ of, how, scenarios, reach }: Entry): string {
  const { executions, judged, faulted, rotated, overlapped } = reach;
  const parts = [
    `${counted(executions, `${how} execution`)} of ${counted(scenarios, 'scenario')}`,
    `${judged.toLocaleString('en')} judged`,
    ...(faulted === 0 ? [] : [`${faulted} with a fault`]),
    `${rotated} rotated`,
    `in ${overlapped} two processes overlapped`,
  ];
  return `${of}: ${parts.join(', ')}`;
}
