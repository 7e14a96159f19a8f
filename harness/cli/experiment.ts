import { Command } from 'commander';
import { defaultSilenceMs, runFree } from '../processes/free.js';
import { isInterrupted } from '../processes/ending/interruption.js';
import { openPool } from '../processes/pool.js';
import { experimentTable, type ExperimentRow } from '../report/experiment-table.js';
import { resultOf, type RunResult } from '../report/run-result.js';
import { executionInWords } from '../report/run.js';
import { scenarioInWords } from '../report/scenario.js';
import type { Scenario } from '../scenario/scenario.js';
import { drawIntegers, newSeed } from '../schedule/seed.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { writerNamed } from '../writers/index.js';
import { forInstance } from './options.js';
import { startProgress } from './progress.js';
import { tellWhy } from './why.js';

const processes = 5;
const records = 100;

/** Where the page of why is written, in the current folder. */
const pageFile = 'logtorture.html';

/** The three experiments, each with how often it is run: a run by time takes more than a second. */
const experiments: readonly { readonly type: 'size' | 'time' | 'file'; readonly runs: number }[] = [
  { type: 'size', runs: 10 },
  { type: 'time', runs: 2 },
  { type: 'file', runs: 5 },
];

export function experimentCommand(): Command {
  return new Command('experiment').addHelpText('after', forInstance('experiment')).action(async () => {
    const rows: ExperimentRow[] = [];
    for (const { type, runs } of experiments) {
      for (const name of [type, `python-${type}`]) {
        if (isInterrupted()) break;
        const writer = writerNamed(name);
        if (writer === undefined) continue;
        if (writer.unavailable === undefined) {
          const row = await experiment(writer, scenarioOf(type), runs);
          if (row.results.length > 0) rows.push(row);
        } else console.log(`${name}: unavailable: ${writer.unavailable}\n`);
      }
    }
    if (rows.length > 0) console.log(experimentTable(rows));
    if (!isInterrupted()) await tellWhy(pageFile);
  });
}

function scenarioOf(type: 'size' | 'time' | 'file'): Scenario {
  const backups = processes * records;
  const shared = { processes, records, recordBytes: [50] };
  if (type === 'size') return { ...shared, rotation: { kind: 'size', maxBytes: 1000, backups } };
  if (type === 'file') return { ...shared, rotation: { kind: 'none' } };
  const pausesMs = drawIntegers(newSeed(), processes * records, 20);
  return { ...shared, rotation: { kind: 'time', periodMs: 1000, backups }, pausesMs };
}

/** Runs one writer so often; prints the first run in full, and of the others only what counts. */
async function experiment(writer: WriterProgram, scenario: Scenario, runs: number): Promise<ExperimentRow> {
  const pool = openPool(defaultSilenceMs());
  const progress = await startProgress();
  const results: RunResult[] = [];
  try {
    console.log(scenarioInWords(writer.name, scenario));
    for (let run = 1; run <= runs; run++) {
      progress.show(`${writer.name}: run ${run} of ${runs}`);
      const execution = await runFree({ writer, scenario, pool });
      progress.clear();
      if (run === 1) console.log(`${executionInWords(execution)}\n`);
      results.push(resultOf(execution));
    }
  } catch (error) {
    if (!isInterrupted()) throw error;
  } finally {
    progress.stop();
    await pool.close();
  }
  return { writer: writer.name, results };
}
