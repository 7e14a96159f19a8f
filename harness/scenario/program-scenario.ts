import type { AsIs } from './as-is.js';
import { minRecordBytes } from './record.js';
import { periodOf } from './rotation.js';
import type { Scenario } from './scenario.js';
import type { Sizes } from './sizes.js';

/** What the scenarios of a program as it is depend on. */
export interface Program {
  readonly asIs: AsIs;
  /** It starts processes that write lines at once, or what drives it takes steps as well: one copy of it is several processes. */
  readonly forks?: boolean | undefined;
  /** What scenarios are to keep to; default: anything. */
  readonly sizes?: Sizes | undefined;
}

/** So many copies of a program, each of which is told to write so many lines, where it is told that at all. */
export function programScenario(
  program: Program,
  { processes, records }: Pick<Scenario, 'processes' | 'records'>,
): Scenario {
  const isAsked = asksForLines(program);
  return {
    processes,
    records: isAsked ? records : 1,
    recordBytes: [minRecordBytes],
    rotation: { kind: 'none' },
    lines: isAsked ? 'asked' : 'own',
    ...(isSeveral(program) && { several: true }),
  };
}

/**
 * How many copies of a program are started where nobody says it: two, or one of what is several processes itself, and of a service,
 * since a second one may not find its place.
 */
export function usualCopies({ asIs, forks }: Program): number {
  return forks === true || asIs.drive !== undefined ? 1 : 2;
}

/** Whether a program is told how many lines to write: that stands in its words, or somebody says how many they are to be. */
function asksForLines({ asIs, sizes }: Program): boolean {
  return sizes?.records !== undefined || commandsOf(asIs).some((words) => words.includes('{records}'));
}

/** Periods of logs, and the times in their names, are seconds or longer. */
const programTickMs = 1000;

/** By how much the clock moves beside to what wakes a sleeper: by a period, or for a program, of which none is known, by a second. */
export function tickOf({ lines, rotation }: Scenario): { readonly periodMs?: number } {
  return lines === undefined ? periodOf(rotation) : { periodMs: programTickMs };
}

/** Whether one copy of it is several processes already. */
export function isSeveral({ asIs, forks }: Program): boolean {
  return forks === true || asIs.with !== undefined;
}

function commandsOf({ command, with: others = [], drive = [], before = '' }: AsIs): readonly string[] {
  return [...command, ...others, ...drive, before];
}
