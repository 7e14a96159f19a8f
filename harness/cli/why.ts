import type { Counterexample } from '../counterexample/counterexample.js';
import { gateSupport } from '../gate/index.js';
import { steadyMs } from '../limits.js';
import { counterexampleInWords, type Where } from '../report/counterexample.js';
import { replayCommand } from '../report/replay-command.js';
import { search } from '../search/search.js';
import { openSearchThread, type SearchThread } from '../search/threads.js';
import { errorMessage } from '../words.js';
import { writerNamed } from '../writers/index.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { shareOfAll } from './budget.js';
import { defaultFolder, keep, type Kept } from './keep.js';
import { startProgress } from './progress.js';
import { drawn, writeAndSay } from './page.js';

const claim = 'no-record-lost';
/** The handler of CPython itself, or, where there is no Python, its port. */
const handlers = ['python-size', 'size'];
/** So long is looked; that it is made small and explained takes somewhat longer. */
const seconds = 8;
const seed = 1;

/** Finds the smallest interleaving that loses a record as the experiments do, shows it, keeps it in a folder, and writes a page of it. */
export async function tellWhy(file: string, folder: string = defaultFolder): Promise<void> {
  const writer = handlers.map((name) => writerNamed(name)).find((each) => each?.unavailable === undefined);
  const support = gateSupport();
  if (writer === undefined || !support.able) {
    console.log(
      '\nWhy records are lost can be shown where steps can be held: `npx logtorture doctor` tells what that takes.',
    );
    return;
  }
  console.log(`\nWhy does ${writer.name} lose records? The smallest interleaving that does it, found now:\n`);
  const thread = await openSearchThread();
  try {
    const counterexample = await smallest(writer, thread);
    if (counterexample === undefined) console.log(`None was found in ${seconds} s.`);
    else await show(counterexample, keep(folder, counterexample), { file, writer, thread });
  } finally {
    await thread.close();
  }
}

interface Means {
  readonly writer: WriterProgram;
  readonly thread: SearchThread;
}

async function smallest(writer: WriterProgram, thread: SearchThread): Promise<Counterexample | undefined> {
  const progress = await startProgress();
  const nowMs = steadyMs();
  const { claims } = await search({
    writer,
    claims: [claim],
    bailOn: [claim],
    seed,
    concurrency: 'together',
    threads: [thread],
    ...shareOfAll({ startMs: nowMs, budget: { seconds } }, nowMs),
    onProgress: ({ doing }) => progress.show(doing),
  }).finally(progress.stop);
  const [verdict] = claims;
  return verdict?.verdict === 'violated' ? verdict.counterexample : undefined;
}

async function show(
  counterexample: Counterexample,
  kept: Kept,
  { file, writer, thread }: Means & { readonly file: string },
): Promise<void> {
  const where: Where = 'file' in kept ? { file: kept.file, replay: replayCommand(kept.file), seed } : { seed };
  console.log(`${counterexampleInWords(counterexample, where)}\n`);
  try {
    const drawings = await drawn([{ counterexample, where }], { writer, thread });
    const counterexamples = drawings.map(({ shown }) => shown);
    writeAndSay(file, { title: `Why ${writer.name} loses records`, about: [], verdicts: [], counterexamples });
  } catch (error) {
    // What was found stands on the screen.
    console.error(`There is no page of it: ${errorMessage(error)}`);
  }
}
