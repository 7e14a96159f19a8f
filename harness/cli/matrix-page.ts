import { readCounterexample } from '../counterexample/file.js';
import type { Row } from '../matrix/cell.js';
import type { PageCounterexample } from '../page/data.js';
import { drawKept } from '../page/draw-kept.js';
import { pageMatrix } from '../page/page-matrix.js';
import { replayCommand } from '../report/replay-command.js';
import { openSearchThread } from '../search/threads.js';
import { errorMessage } from '../words.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { writeAndSay } from './page.js';

interface Found {
  readonly rows: readonly Row[];
  readonly claims: readonly string[];
  readonly writers: readonly WriterProgram[];
}

const marks =
  '✓ held, alone and together; ✗ broken by so many processes × records each, which opens its picture; ? unknown; – not a question.';

/** Writes a page of a matrix, with a picture of each counterexample that still is one; gives why others have none. */
export async function writeMatrix(file: string, { rows, claims, writers }: Found): Promise<void> {
  const drawings = new Map<string, PageCounterexample>();
  const thread = await openSearchThread();
  try {
    for (const { writer: name, cells } of rows) {
      const writer = writers.find((each) => each.name === name);
      const files = cells.flatMap((cell) => (cell.verdict === 'violated' ? (cell.file ?? []) : []));
      for (const each of writer === undefined ? [] : new Set(files)) {
        const drawn = writer === undefined ? undefined : await orSay(each, () => drawFile(each, { thread, writer }));
        if (drawn !== undefined) drawings.set(each, drawn);
      }
    }
  } finally {
    await thread.close();
  }
  const places = new Map([...drawings.keys()].map((each, index) => [each, index + 1]));
  writeAndSay(file, {
    title: `${rows.length} writers, each alone and together`,
    about: [marks],
    verdicts: [],
    counterexamples: [...drawings.values()],
    matrix: pageMatrix(rows, claims, writers, (each) => places.get(each)),
  });
}

function drawFile(file: string, means: Parameters<typeof drawKept>[2]): Promise<PageCounterexample | undefined> {
  const where = { file, replay: replayCommand(file, means.writer.namedBy) };
  return drawKept(readCounterexample(file), where, means);
}

/** One that can't be drawn does not keep the others from it. */
async function orSay(
  file: string,
  draw: () => Promise<PageCounterexample | undefined>,
): Promise<PageCounterexample | undefined> {
  try {
    const drawn = await draw();
    if (drawn === undefined) console.error(`${file} is not drawn: it breaks nothing any more.`);
    return drawn;
  } catch (error) {
    console.error(`${file} is not drawn: ${errorMessage(error)}`);
    return undefined;
  }
}
