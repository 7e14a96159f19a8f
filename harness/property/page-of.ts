import type { Invariant } from '../claims/invariant.js';
import { counterexamplePath } from '../counterexample/file.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { executeShown } from '../page/execute-shown.js';
import { pageCounterexample } from '../page/shown.js';
import { writePage } from '../page/write-page.js';
import type { Where } from '../report/counterexample.js';
import { sharedThread } from '../search/shared-threads.js';
import { errorMessage } from '../words.js';
import type { WriterProgram } from '../writers/writer-program.js';

/** Writes a page of a counterexample into a folder; gives a line that says where. A failure of that is said, and hides nothing. */
export async function pageLine(
  folder: string,
  counterexample: Counterexample,
  where: Where,
  { invariant, writer }: { readonly invariant: Invariant; readonly writer: WriterProgram },
): Promise<string> {
  try {
    const shown = await executeShown(counterexample, where, { thread: await sharedThread(), writer, invariant });
    if (shown === undefined) return 'There is no page of it: it did not come again.';
    const file = counterexamplePath(folder, counterexample).replace(/\.json$/, '.html');
    const counterexamples = [pageCounterexample(shown)];
    writePage(file, { title: `${writer.name}, held to ${invariant.claim}`, about: [], verdicts: [], counterexamples });
    return `Open it: ${file}`;
  } catch (error) {
    return `There is no page of it: ${errorMessage(error)}`;
  }
}
