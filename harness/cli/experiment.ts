import { Command } from 'commander';
import { defaultSilenceMs, runFree } from '../processes/free.js';
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

const processes = 5;
const records = 100;

/** The three experiments, each with how often it is run: a run by time takes more than a second. */
const experiments: readonly { readonly type: 'size' | 'time' | 'file'; readonly runs: number }[] = [
  { type: 'size', runs: 10 },
  { type: 'time', runs: 2 },
  { type: 'file', runs: 5 },
];

export function experimentCommand(): Command {
  return new Command('experiment')
    .description('the old experiment: what five processes lose by size, by time and without a rotation')
    .addHelpText('after', forInstance('experiment'))
    .action(async () => {
      const rows: ExperimentRow[] = [];
      for (const { type, runs } of experiments) {
        for (const name of [type, `python-${type}`]) {
          const writer = writerNamed(name);
          if (writer === undefined) continue;
          if (writer.unavailable === undefined) rows.push(await experiment(writer, scenarioOf(type), runs));
          else console.log(`${name}: unavailable: ${writer.unavailable}\n`);
        }
      }
      console.log(experimentTable(rows));
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
  const pool = openPool(defaultSilenceMs);
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
  } finally {
    progress.stop();
    await pool.close();
  }
  return { writer: writer.name, results };
}
