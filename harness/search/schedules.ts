import { faultsFor, type Claim } from '../claims/claim.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Scenario } from '../scenario/scenario.js';
import type { FaultKind } from '../schedule/fault.js';
import { newSeed } from '../seed.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { periodMs } from './rungs.js';
import { addTallies, type Tally } from './tally.js';
import type { Replayed, Searched, Task, TaskResult } from './task.js';
import { openSearchThreads, type SearchThread } from './threads.js';

interface Subject {
  readonly writer: WriterProgram;
  readonly scenario: Scenario;
  readonly claim: Claim;
}

interface Found {
  readonly tally: Tally;
  readonly counterexample?: Counterexample;
}

const usualBudget = 12;
const limitMs = 30_000;

/** Half of the executions go through the schedules in order, the fewest changes first; the others draw them. */
const inOrder = 1 / 2;

/**
 * Searches the schedules of one scenario, with `LOGTORTURE_BUDGET` executions: 12 unless told. Which are drawn
 * `LOGTORTURE_SEED` decides.
 * @throws {Error} when the writer can't be started, or is not deterministic.
 */
export async function searchSchedules({ writer, scenario, claim }: Subject): Promise<Found> {
  const { tally, failures } = await searchedOnce(writer, scenario, claim);
  const failing = failures.find((failure) => failure.claim === claim);
  if (failing === undefined) return { tally };
  const result = await assign(writer, { kind: 'shrink', failing, seed: seed(), jointly: false, explained: true });
  if (result.kind === 'doubtful') throw new Error(result.reason);
  return result.kind === 'shrunk' ? { tally, counterexample: result.counterexample } : { tally };
}

/** What was searched already, by writer, scenario and claim. */
const before = new Map<string, Promise<Pick<Searched, 'tally' | 'failures'>>>();

/**
 * Properties generate the same scenarios from the same seed, and the same schedule gives the same execution: so the
 * executions that one property needed are held to the claims of all others too, which then need none of their own.
 */
function searchedOnce(
  writer: WriterProgram,
  scenario: Scenario,
  claim: Claim,
): Promise<Pick<Searched, 'tally' | 'failures'>> {
  const keyOf = (each: Claim): string => JSON.stringify([writer, scenario, each]);
  const known = before.get(keyOf(claim));
  if (known !== undefined) return known;
  const promised = [...writer.guarantees, ...(scenario.processes === 1 ? writer.guaranteesAlone : [])];
  const faults = faultsFor(claim);
  const together = [...new Set([claim, ...promised])].filter((each) => faultsFor(each).join() === faults.join());
  const result = searchedNow(writer, scenario, together, faults);
  for (const each of together) before.set(keyOf(each), result);
  return result;
}

async function searchedNow(
  writer: WriterProgram,
  scenario: Scenario,
  claims: readonly Claim[],
  faults: readonly FaultKind[],
): Promise<Pick<Searched, 'tally' | 'failures'>> {
  const budget = Number(process.env['LOGTORTURE_BUDGET'] ?? usualBudget);
  const limits = { claims, untilMs: Infinity };
  const ticks = scenario.rotation.kind === 'time' ? 1 : 0;
  const bounds = {
    preemptions: 2,
    ticks,
    ...(ticks > 0 ? { periodMs, ticksAt: 'writes' as const } : {}),
    ...(faults.length > 0 ? { faults } : {}),
  };
  const executions = Math.ceil(budget * inOrder);
  const first = await searched(writer, { ...limits, kind: 'systematic', rung: { scenario, bounds }, executions });
  const rest = budget - first.tally.executions;
  const open = claims.filter((claim) => first.failures.every((failure) => failure.claim !== claim));
  if (open.length === 0 || (first.exhausted && ticks === 0) || rest <= 0) return first;
  const drawn = await searched(writer, {
    ...limits,
    claims: open,
    kind: 'drawn-for',
    scenario,
    faults,
    seed: seed(),
    executions: rest,
  });
  return { tally: addTallies(first.tally, drawn.tally), failures: [...first.failures, ...drawn.failures] };
}

function seed(): number {
  return Number(process.env['LOGTORTURE_SEED'] ?? newSeed());
}

/**
 * Runs a counterexample once more, in processes that may have run others.
 * @throws {Error} when the writer can't be started.
 */
export async function replayWarm(
  writer: WriterProgram,
  { claim, scenario, schedule }: Counterexample,
): Promise<Replayed> {
  const result = await assign(writer, { kind: 'replay', claim, scenario, schedule });
  if (result.kind === 'replayed') return result.replayed;
  throw new Error(`The thread that searches gave another answer than asked for: ${result.kind}.`);
}

async function searched(writer: WriterProgram, task: Task): Promise<Searched> {
  const result = await assign(writer, task);
  if (result.kind === 'searched') return result.searched;
  throw new Error(`The thread that searches gave another answer than asked for: ${result.kind}.`);
}

let kept: Promise<SearchThread[]> | undefined;

async function assign(writer: WriterProgram, task: Task): Promise<TaskResult> {
  const [thread] = await (kept ??= openSearchThreads(1, { limitMs }));
  if (thread === undefined) throw new Error('There is no thread that searches.');
  return thread.ask({ writer, task });
}
