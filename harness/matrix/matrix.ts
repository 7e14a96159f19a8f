import { existsSync } from 'node:fs';
import { counterexamplePath, readCounterexample } from '../counterexample/file.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { isInterrupted } from '../processes/ending/interruption.js';
import { replayOn } from '../search/replay-counterexample.js';
import { search } from '../search/search.js';
import { openSearchThreads, type SearchThread } from '../search/threads.js';
import { ownCode, versions } from '../counterexample/versions.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { Asked, Row } from './cell.js';
import { searchRow, unknownRow } from './row.js';
import type { MatrixState } from './state.js';

export interface MatrixRequest {
  readonly writers: readonly WriterProgram[];
  readonly asked: Omit<Asked, 'versions' | 'code'>;
  /** So many writers are searched at once, each by one thread. */
  readonly workers: number;
  readonly state: MatrixState;
  /** Keeps a counterexample and gives its file, where it can be kept. */
  readonly keep: (counterexample: Counterexample) => string | undefined;
  /** Told of each row once it is known, in the order in which they are. */
  readonly onRow: (row: Row, from: 'search' | 'state') => void;
  readonly onProgress: (progress: MatrixProgress) => void;
}

export interface MatrixProgress {
  readonly done: number;
  readonly all: number;
  /** What is being searched, by writer. */
  readonly doing: ReadonlyMap<string, string>;
}

/**
 * Searches all writers, as many at once as there are threads, each alone and together; gives their rows in their order.
 * @throws {Error} when a thread can't be started.
 */
export async function runMatrix(request: MatrixRequest): Promise<Row[]> {
  const { writers, state, onRow } = request;
  const rows = new Map<string, Row>();
  const note = (row: Row, from: 'search' | 'state'): void => {
    rows.set(row.writer, row);
    onRow(row, from);
  };
  const left: WriterProgram[] = [];
  for (const writer of writers) {
    const asked = askedOf(writer, request);
    const known = state.row(writer.name, asked);
    if (writer.unavailable !== undefined) note(unknownRow(writer, asked, writer.unavailable), 'search');
    else if (known === undefined) left.push(writer);
    else note(known, 'state');
  }
  if (left.length > 0) await searchAll(left, rows, request, note);
  return writers.flatMap(({ name }) => rows.get(name) ?? []);
}

async function searchAll(
  left: WriterProgram[],
  rows: ReadonlyMap<string, Row>,
  request: MatrixRequest,
  note: (row: Row, from: 'search') => void,
): Promise<void> {
  const { writers, workers, asked, state, keep, onProgress } = request;
  const threads = await openSearchThreads(Math.min(workers, left.length));
  const doing = new Map<string, string>();
  const show = (): void => onProgress({ done: rows.size, all: writers.length, doing });
  const work = async (thread: SearchThread): Promise<void> => {
    for (let writer = left.shift(); writer !== undefined; writer = left.shift()) {
      const { name } = writer;
      const row = await searchRow({
        writer,
        asked: askedOf(writer, request),
        search: (each) => search({ ...each, threads: [thread] }),
        keep,
        known(claim, concurrency) {
          const scenario = { processes: concurrency === 'alone' ? 1 : 2 };
          return stillBreaks(writer, counterexamplePath(asked.keep, { claim, writer: name, scenario }), thread);
        },
        onProgress: (progress) => {
          doing.set(name, progress.doing);
          show();
        },
      });
      doing.delete(name);
      // What was broken off is no row: it is searched again the next time.
      if (isInterrupted()) return;
      state.keep(row);
      note(row, 'search');
      show();
    }
  };
  try {
    await Promise.all(threads.map(work));
  } finally {
    await Promise.all(threads.map(({ close }) => close()));
  }
}

/** The counterexample in a file, where there is one that breaks its claim. */
async function stillBreaks(
  writer: WriterProgram,
  file: string,
  thread: SearchThread,
): Promise<Counterexample | undefined> {
  if (!existsSync(file)) return undefined;
  const counterexample = readCounterexample(file);
  const { violation } = await replayOn(thread, { counterexample, writer }, { times: 1, fresh: false });
  return violation === undefined ? undefined : counterexample;
}

function askedOf(writer: WriterProgram, { asked }: MatrixRequest): Asked {
  return { ...asked, versions: { ...versions, ...writer.versions }, code: ownCode() };
}
