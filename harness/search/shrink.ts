import { isTick, type FaultKind } from '../schedule/fault.js';
import type { Schedule } from '../schedule/schedule.js';
import type { Bounds } from '../schedulers/systematic.js';
import type { Failure, Trial } from './failure.js';
import { periodMs } from './small-scopes.js';
import { reductions, type Reduction } from './smaller.js';

/**
 * How many executions one smaller scenario is worth, one in which a step ends otherwise than usual, for which there are
 * many places, and the whole of it (Hypothesis tries 500 times).
 */
const perScenario = 300;
const perFaultyScenario = 60;
const inAll = 3000;
/** With more, another process is not the difference that one sees. */
const mostPreemptions = 2;

/**
 * The smallest failure that can be reached from one: by fewer processes, then faults, preemptions, records, bytes. A
 * smaller scenario is not judged by the same schedule alone, whose places may no longer fit, but by a search of its own
 * schedules. What comes out is 1-minimal: without any one entry, record or process nothing within these bounds fails.
 */
export function shrink(failure: Failure, trial: Trial): Failure {
  const end = trial.executions() + inAll;
  let smallest = shrinkSchedule(failure, trial);
  for (let before: Failure | undefined; before !== smallest && trial.executions() < end;) {
    before = smallest;
    for (const reduction of reductions) {
      for (let again: Failure | undefined = smallest; again !== undefined;) {
        smallest = again;
        again = trial.executions() < end ? smallerIn(reduction, smallest, trial) : undefined;
      }
    }
    if (smallest !== before) smallest = shrinkSchedule(smallest, trial);
  }
  return smallest;
}

/** Leaves the scenario as it is, and looks for the fewest ticks and preemptions with which it still fails. */
function shrinkSchedule(failure: Failure, trial: Trial): Failure {
  let smallest = withFewerEntries(failure, trial);
  for (let again: Failure | undefined = smallest; again !== undefined;) {
    again = aSmallerSchedule(smallest, trial);
    if (again !== undefined) smallest = again;
  }
  return smallest;
}

/** Takes entries away as long as it still fails: first halves, then ever smaller parts (Zeller's ddmin), then each. */
function withFewerEntries(failure: Failure, trial: Trial): Failure {
  let smallest = failure;
  let size = Math.ceil(entriesOf(failure.schedule).length / 2);
  while (size >= 1) {
    const entries = entriesOf(smallest.schedule);
    let reduced: Failure | undefined;
    for (let from = 0; from < entries.length && reduced === undefined; from += size) {
      const rest = entries.filter((_, index) => index < from || index >= from + size);
      reduced = isFewer(trial.replay(smallest.scenario, scheduleOf(rest)), smallest);
    }
    if (reduced !== undefined) smallest = reduced;
    if (reduced === undefined && size === 1) break;
    size = Math.max(1, reduced === undefined ? Math.ceil(size / 2) : Math.min(size, Math.ceil(entries.length / 2)));
  }
  return smallest;
}

type Entry = Schedule['preemptions'][number] | Schedule['faults'][number];

export function entriesOf({ preemptions, faults }: Schedule): readonly Entry[] {
  return [...faults, ...preemptions];
}

export function scheduleOf(entries: readonly Entry[]): Schedule {
  return {
    preemptions: entries.filter((entry) => 'run' in entry),
    faults: entries.filter((entry) => 'kind' in entry),
  };
}

function isFewer(failure: Failure | undefined, than: Failure): Failure | undefined {
  return failure !== undefined && entriesOf(failure.schedule).length < entriesOf(than.schedule).length
    ? failure
    : undefined;
}

/** The same scenario with fewer ticks, or as many and fewer preemptions, all of whose schedules are looked through. */
function aSmallerSchedule({ scenario, schedule }: Failure, trial: Trial): Failure | undefined {
  const { preemptions } = schedule;
  const { ticks, kinds } = faultsIn(schedule);
  const most = Math.min(mostPreemptions, preemptions.length);
  const fewerTicks = ticks === 0 ? undefined : boundsOf(ticks - 1, most, kinds);
  const fewerPreemptions = preemptions.length === 0 ? undefined : boundsOf(ticks, preemptions.length - 1, kinds);
  for (const bounds of [fewerTicks, fewerPreemptions]) {
    if (bounds === undefined || bounds.ticks > 1 || bounds.preemptions > mostPreemptions) continue;
    const found = trial.explore(scenario, bounds, budgetFor(bounds));
    if (found !== undefined) return found;
  }
  return undefined;
}

function smallerIn(
  { isWorthPreemptions, smallerThan }: Reduction,
  { scenario, schedule }: Failure,
  trial: Trial,
): Failure | undefined {
  const { preemptions } = schedule;
  const { ticks, kinds } = faultsIn(schedule);
  const most = isWorthPreemptions ? mostPreemptions : Math.min(mostPreemptions, preemptions.length);
  const bounds = boundsOf(Math.min(1, ticks), most, kinds);
  for (const smaller of smallerThan(scenario)) {
    const again = trial.replay(smaller, schedule) ?? trial.explore(smaller, bounds, budgetFor(bounds));
    if (again !== undefined) return withFewerEntries(again, trial);
  }
  return undefined;
}

function budgetFor({ faults }: Bounds): number {
  return faults === undefined ? perScenario : perFaultyScenario;
}

function boundsOf(ticks: number, preemptions: number, faults: readonly FaultKind[]): Bounds {
  return {
    ticks,
    preemptions,
    ...(ticks > 0 ? { periodMs, ticksAt: 'writes' } : {}),
    ...(faults.length > 0 ? { faults } : {}),
  };
}

/** How often the clock moves, and in which ways steps end otherwise than usual. */
function faultsIn({ faults }: Schedule): { readonly ticks: number; readonly kinds: readonly FaultKind[] } {
  const others = faults.filter((fault) => !isTick(fault));
  return { ticks: faults.length - others.length, kinds: [...new Set(others.map(({ kind }) => kind))] };
}
