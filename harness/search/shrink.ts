import { isTick, type FaultKind } from '../schedule/fault.js';
import type { Schedule } from '../schedule/schedule.js';
import type { Bounds } from '../schedulers/systematic.js';
import type { Failure, Trial } from './failure.js';
import { tickOf } from '../scenario/program-scenario.js';
import type { Scenario } from '../scenario/scenario.js';
import { bytesIn } from './long-orders.js';
import { reductions, withoutProcess, type Reduction } from './smaller.js';

/**
 * How many executions one smaller scenario is worth, one in which a step ends otherwise than usual, for which there are
 * many places, and the whole of it (Hypothesis tries 500 times).
 */
const perScenario = 300;
const perFaultyScenario = 60;
const inAll = 3000;
/** With more, another process is not the difference that one sees. */
const mostPreemptions = 2;
/** How many preemptions are tried beside so many ticks: there are many places for each of both. */
const besideTicks = [mostPreemptions, mostPreemptions, 1, 0];
const mostTicks = besideTicks.length - 1;

/**
 * The smallest failure that can be reached from one: by fewer processes, then faults, preemptions, records, bytes. A
 * smaller scenario is not judged by the same schedule alone, whose places may no longer fit, but by a search of its own
 * schedules. What comes out is 1-minimal: without any one entry, record or process nothing within these bounds fails.
 */
export function shrink(failure: Failure, trial: Trial): Failure {
  const end = trial.executions() + inAll;
  let smallest = shrinkSchedule(withoutRotation(failure, trial), trial);
  for (let before: Failure | undefined; before !== smallest && trial.executions() < end;) {
    before = smallest;
    smallest = withoutRotation(withoutIdleProcesses(smallest, trial), trial);
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
export function withFewerEntries(failure: Failure, trial: Trial): Failure {
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
  const preemptions = schedule.preemptions.length;
  const { ticks, kinds } = faultsIn(schedule);
  const tried = [...fewerTicks(ticks).map((fewer) => [fewer, preemptions] as const), [ticks, preemptions - 1] as const];
  for (const [asked, most] of tried) {
    const fewer = most < preemptions;
    if (most < 0 || asked > mostTicks || (fewer && most > mostPreemptions)) continue;
    const bounds = boundsOf(scenario, { ticks: asked, preemptions: most, kinds });
    const found = trial.explore(scenario, bounds, budgetFor(bounds));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All numbers of ticks below one that differ in what can be tried beside them; with one tick goes none. */
function fewerTicks(ticks: number): readonly number[] {
  if (ticks < 2) return ticks === 0 ? [] : [0];
  return [1, 2, mostTicks].filter((fewer) => fewer < ticks);
}

/** Leaves out each process whose steps are not needed; the schedule's entries for the others stay. */
function withoutIdleProcesses(failure: Failure, trial: Trial): Failure {
  let smallest = failure;
  for (let process = failure.scenario.processes - 1; process >= 0 && smallest.scenario.processes > 1; process--) {
    const { scenario, schedule } = withoutProcess(smallest, process);
    smallest = trial.replay(scenario, schedule) ?? smallest;
  }
  return smallest;
}

/** Without a rotation, if it fails by the same schedule: to look for another one is not worth its time. */
function withoutRotation(failure: Failure, trial: Trial): Failure {
  const { scenario, schedule } = failure;
  if (scenario.rotation.kind === 'none') return failure;
  return trial.replay({ ...scenario, rotation: { kind: 'none' } }, schedule) ?? failure;
}

function smallerIn(
  { isWorthPreemptions, smallerThan }: Reduction,
  { scenario, schedule }: Failure,
  trial: Trial,
): Failure | undefined {
  const { ticks, kinds } = faultsIn(schedule);
  const preemptions = isWorthPreemptions ? mostPreemptions : schedule.preemptions.length;
  for (const smaller of smallerThan(scenario)) {
    if (bytesIn(smaller) > bytesIn(scenario) && trial.isTooLong(smaller)) continue;
    const replayed = trial.replay(smaller, schedule);
    if (replayed !== undefined) return withFewerEntries(replayed, trial);
    for (const tried of fewerTicks(ticksWorth(scenario, smaller, ticks) + 1)) {
      const bounds = boundsOf(smaller, { ticks: tried, preemptions, kinds });
      const found = trial.explore(smaller, bounds, budgetFor(bounds));
      if (found !== undefined) return withFewerEntries(found, trial);
    }
  }
  return undefined;
}

/**
 * How many ticks a smaller scenario is worth where it rotates by time: as many as before; those that do the same as the pauses
 * that it has not; and a second one where a process is alone, since what one process loses is no race.
 */
function ticksWorth({ processes, rotation, pausesMs }: Scenario, smaller: Scenario, ticks: number): number {
  if (rotation.kind !== 'time') return ticks;
  if (pausesMs !== undefined && smaller.pausesMs === undefined) return mostTicks;
  return processes > 1 && smaller.processes === 1 ? Math.max(2, ticks) : ticks;
}

function budgetFor({ faults }: Bounds): number {
  return faults === undefined ? perScenario : perFaultyScenario;
}

interface Changes {
  readonly ticks: number;
  readonly preemptions: number;
  readonly kinds: readonly FaultKind[];
}

/** At most so many ticks, and as many preemptions beside them as can be gone through. */
function boundsOf(scenario: Scenario, { ticks, preemptions, kinds }: Changes): Bounds {
  return {
    ticks,
    preemptions: Math.min(preemptions, besideTicks[ticks] ?? 0),
    ...(ticks > 0 ? { ...tickOf(scenario), ticksAt: 'writes' } : {}),
    ...(kinds.length > 0 ? { faults: kinds } : {}),
  };
}

/** How often the clock moves, and in which ways steps end otherwise than usual. */
function faultsIn({ faults }: Schedule): { readonly ticks: number; readonly kinds: readonly FaultKind[] } {
  const others = faults.filter((fault) => !isTick(fault));
  return { ticks: faults.length - others.length, kinds: [...new Set(others.map(({ kind }) => kind))] };
}
