import type { Claim } from '../claim.js';
import type { Counterexample } from '../counterexample.js';
import type { Scenario } from '../scenario.js';
import { newSeed } from '../seed.js';
import { openThread, type Thread } from '../threads/thread.js';
import type { WriterProgram } from '../writer-program.js';
import { periodMs } from './rungs.js';
import type { SearcherOptions } from './searcher.js';
import { addTallies, type Tally } from './tally.js';
import type { Replayed, Searched, Task, TaskResult } from './task.js';

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
  const thread = await threadFor(writer);
  const budget = Number(process.env['LOGTORTURE_BUDGET'] ?? usualBudget);
  const seed = Number(process.env['LOGTORTURE_SEED'] ?? newSeed());
  const limits = { claims: [claim], untilMs: Infinity };
  const ticks = scenario.rotation.kind === 'time' ? 1 : 0;
  const bounds = { preemptions: 2, ticks, ...(ticks > 0 ? { periodMs, ticksAt: 'writes' as const } : {}) };
  const first = await searched(thread, {
    ...limits,
    kind: 'systematic',
    rung: { scenario, bounds },
    executions: Math.ceil(budget * inOrder),
  });
  const rest = budget - first.tally.executions;
  const isOver = first.failures.length > 0 || (first.exhausted && ticks === 0) || rest <= 0;
  const drawn = isOver
    ? undefined
    : await searched(thread, { ...limits, kind: 'drawn-for', scenario, seed, executions: rest });
  const tally = drawn === undefined ? first.tally : addTallies(first.tally, drawn.tally);
  const [failing] = [...first.failures, ...(drawn?.failures ?? [])];
  if (failing === undefined) return { tally };
  const result = await thread.ask({ kind: 'shrink', failing, seed, jointly: false });
  return result.kind === 'shrunk' ? { tally, counterexample: result.counterexample } : { tally };
}

/**
 * Runs a counterexample once more, in processes that may have run others.
 * @throws {Error} when the writer can't be started.
 */
export async function replayWarm(
  writer: WriterProgram,
  { claim, scenario, schedule }: Counterexample,
): Promise<Replayed> {
  const result = await (await threadFor(writer)).ask({ kind: 'replay', claim, scenario, schedule });
  if (result.kind === 'replayed') return result.replayed;
  throw new Error(`The thread that searches gave another answer than asked for: ${result.kind}.`);
}

async function searched(thread: Thread<Task, TaskResult>, task: Task): Promise<Searched> {
  const result = await thread.ask(task);
  if (result.kind === 'searched') return result.searched;
  throw new Error(`The thread that searches gave another answer than asked for: ${result.kind}.`);
}

let kept: { readonly writer: WriterProgram; readonly thread: Promise<Thread<Task, TaskResult>> } | undefined;

/** One writer's scenarios mostly follow each other, so its processes stay warm until another's turn comes. */
async function threadFor(writer: WriterProgram): Promise<Thread<Task, TaskResult>> {
  if (kept?.writer.name !== writer.name || kept.writer.command.join() !== writer.command.join()) {
    const before = kept;
    const options: SearcherOptions = { writer, limitMs, closed: new Int8Array(new SharedArrayBuffer(64)) };
    kept = { writer, thread: openThread('search/worker.js', options) };
    await (await before?.thread)?.close();
  }
  return kept.thread;
}
