import { invariantNamed } from '../claims/index.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Where } from '../report/counterexample.js';
import { asReplayed } from '../search/counterexample-of.js';
import { replayOn } from '../search/replay-counterexample.js';
import type { SearchThread } from '../search/threads.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { PageCounterexample } from './data.js';
import { executeShown } from './execute-shown.js';
import { pageCounterexample } from './shown.js';

/** What a page shows of a counterexample that was read from a file: it is run again. Nothing where it breaks nothing any more. */
export async function drawKept(
  counterexample: Counterexample,
  where: Where,
  { thread, writer }: { readonly thread: SearchThread; readonly writer: WriterProgram },
): Promise<PageCounterexample | undefined> {
  const invariant = invariantNamed(counterexample.claim);
  if (invariant === undefined) return undefined;
  const replayed = await replayOn(thread, { counterexample, writer }, { times: 1, fresh: false });
  const again = asReplayed(counterexample, replayed, writer);
  if (again === undefined) return undefined;
  const { reproduced } = counterexample;
  const shown = await executeShown({ ...again, reproduced }, where, { thread, writer, invariant });
  return shown === undefined ? undefined : pageCounterexample(shown);
}
