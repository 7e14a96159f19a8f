import { invariantNamed } from '../claims/index.js';
import type { Invariant } from '../claims/invariant.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { isInterrupted } from '../processes/ending/interruption.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { together, type Replayed } from './replay.js';
import { askFor } from './ask-thread.js';
import { sharedThread } from './shared-threads.js';
import { openSearchThread, type SearchThread } from './threads.js';

export interface ReplayRequest {
  readonly counterexample: Counterexample;
  /** The writer that it was found with, or another one to hold to it. */
  readonly writer: WriterProgram;
  /** Judges; default: the one of ours that is named by the counterexample's claim. */
  readonly invariant?: Invariant;
  /** How often; default: 3. */
  readonly times?: number;
}

/**
 * Runs a counterexample again, each time in processes that nothing has been executed in before. Once it is interrupted,
 * it gives what has come of it until then.
 * @throws {Error} that says why the writer's processes can't be started.
 */
export async function replayCounterexample(request: ReplayRequest): Promise<Replayed> {
  const { times = 3 } = request;
  const thread = await openSearchThread();
  const once = (stacks: boolean): Promise<Replayed> => replayOn(thread, request, { times: 1, fresh: true, stacks });
  try {
    let replayed = await once(true);
    try {
      while (replayed.reproduced.times < times) replayed = together(replayed, await once(replayed.steps === undefined));
    } catch (error) {
      if (!isInterrupted()) throw error;
    }
    return replayed;
  } finally {
    await thread.close();
  }
}

/** Runs a counterexample once more, in processes that may have run others. */
export async function replayWarm(request: ReplayRequest): Promise<Replayed> {
  return replayOn(await sharedThread(), request, { times: 1, fresh: false });
}

export async function replayOn(
  thread: SearchThread,
  { counterexample, writer, invariant }: ReplayRequest,
  how: { readonly times: number; readonly fresh: boolean; readonly stacks?: boolean },
): Promise<Replayed> {
  const { claim, scenario, schedule } = counterexample;
  const judging = invariant ?? invariantNamed(claim);
  if (judging === undefined)
    throw new Error(`There is no claim ${claim} among those that come with logtorture, so nothing here can judge it.`);
  const result = await askFor(thread, {
    writer,
    invariant: judging,
    task: { kind: 'replay', claim, scenario, schedule, ...how },
  });
  if (result.kind === 'replayed') return result.replayed;
  throw new Error(`The thread that searches gave another answer than asked for: ${result.kind}.`);
}
