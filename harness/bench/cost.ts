import { runFree } from '../processes/free.js';
import { openPool, type Pool } from '../processes/pool.js';
import { spread } from '../report/run-result.js';
import { textTable } from '../report/table.js';
import type { Rotation } from '../scenario/rotation.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { builtInWriters } from '../writers/index.js';
import { runsOr } from './runs.js';
import { writerFor } from './subjects.js';
import { lengthened } from '../limits.js';

const processCounts = [1, 2, 5, 20];
/** Of all processes in sum. */
const records = 4000;
const recordBytes = 100;
const silenceMs = lengthened(60_000);

/** By size, a hundred records fill a file; by time, a second ends within some of the executions. */
const rotations: Readonly<Record<Rotation['kind'], { readonly words: string; readonly rotation: Rotation }>> = {
  none: { words: 'never', rotation: { kind: 'none' } },
  size: { words: 'by size', rotation: { kind: 'size', maxBytes: 100 * (recordBytes + 1), backups: 5 } },
  time: { words: 'each second', rotation: { kind: 'time', periodMs: 1000, backups: 5 } },
};

/**
 * What each writer costs when it runs free, as a multiple of `file`. Both are measured in turn, so that a change of the
 * machine's speed meets both. `LOGTORTURE_RUNS` says how often.
 */
export async function benchCost(): Promise<void> {
  const rounds = runsOr(7);
  const rows: string[][] = [];
  for (const writer of builtInWriters()) {
    if (writer.unavailable !== undefined) continue;
    for (const kind of writer.rotations) {
      const cells: string[] = [];
      for (const processes of processCounts) cells.push(await costOf({ writer, kind, processes }, rounds));
      rows.push([writer.name, rotations[kind].words, ...cells]);
    }
  }
  console.log(
    `Microseconds a record of ${recordBytes} bytes, as a multiple of file, and records a second: ${records.toLocaleString('en')} records, ` +
      `shared among free, warm processes,\nfrom their start until the last has closed its log, less the same with none; ` +
      `each record is answered through a pipe. Median of ${rounds}:`,
  );
  const head = processCounts.map((processes) => (processes === 1 ? '1 process' : `${processes} processes`));
  console.log(textTable(['writer', 'rotates', ...head], rows));
}

interface Subject {
  readonly writer: WriterProgram;
  readonly kind: Rotation['kind'];
  readonly processes: number;
}

async function costOf(subject: Subject, rounds: number): Promise<string> {
  const pool = openPool(silenceMs);
  const file: Subject = { ...subject, writer: writerFor('file'), kind: 'none' };
  const costs: number[] = [];
  const ratios: number[] = [];
  // The first time is not counted: code is slow until it has run for a while.
  for (let round = 0; round <= rounds; round++) {
    const usual = await microseconds(file, pool);
    const own = await microseconds(subject, pool);
    if (round === 0) continue;
    costs.push(own);
    ratios.push(own / usual);
  }
  await pool.close();
  const [[, cost], [, ratio]] = [spread(costs), spread(ratios)];
  const micros = cost.toLocaleString('en', { maximumFractionDigits: cost < 100 ? 1 : 0 });
  const perSecond = Math.round(1e6 / cost).toLocaleString('en');
  return `${micros} µs (${ratio.toFixed(1)}×)\n${perSecond} a second`;
}

async function microseconds(subject: Subject, pool: Pool): Promise<number> {
  const none = await millisecondsFor(subject, 0, pool);
  const all = await millisecondsFor(subject, records / subject.processes, pool);
  return ((all - none) * 1000) / records;
}

/** @throws {Error} when it does not complete: then it has cost nothing that could be compared. */
async function millisecondsFor({ writer, kind, processes }: Subject, each: number, pool: Pool): Promise<number> {
  const { rotation } = rotations[kind];
  const scenario = { processes, records: each, recordBytes: [recordBytes], rotation };
  const { outcome, milliseconds } = await runFree({ writer, scenario, pool, silenceMs });
  if (outcome.kind !== 'completed') throw new Error(`${writer.name} did not complete: ${JSON.stringify(outcome)}`);
  return milliseconds;
}
