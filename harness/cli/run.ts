import { Command, Option } from 'commander';
import { commandWriter, findWriter } from '../find-writer.js';
import { runFree } from '../free.js';
import { newDirectory } from '../processes/directory.js';
import { openPool, type Pool } from '../processes/pool.js';
import { maxRecordBytes, minRecordBytes } from '../record.js';
import { missingRecords, resultOf, type RunResult } from '../report/run-result.js';
import { executionInWords, runsInWords, scenarioInWords } from '../report/run.js';
import { parseScenario, type Scenario } from '../scenario.js';
import { drawIntegers, maxSeed, newSeed } from '../seed.js';
import type { Rotation } from '../writer.js';
import type { WriterProgram } from '../writer-program.js';
import { wholeNumber } from './options.js';
import { startProgress } from './progress.js';
import { asUsage } from './usage-error.js';

interface RunOptions {
  readonly type?: 'size' | 'time' | 'file';
  readonly writer?: string;
  readonly processes: number;
  readonly records: number;
  readonly recordBytes: number;
  readonly maxBytes: number;
  readonly periodMs: number;
  readonly backups?: number;
  readonly pauseMs?: number;
  readonly silenceMs: number;
  readonly runs: number;
  readonly seed?: number;
  readonly json?: true;
}

const million = 1_000_000;

export function runCommand(): Command {
  return new Command('run')
    .description('run real processes that write one log, and account for every record')
    .argument('[command...]', 'behind --, a writer that is a command')
    .addOption(new Option('-t, --type <type>', 'how the log rotates').choices(['size', 'time', 'file']))
    .option('--writer <name>', "a writer's name or its module's path (default: the one named like the type)")
    .option('-p, --processes <n>', 'processes that write at once', wholeNumber(1, 1000), 5)
    .option('-n, --records <n>', 'records that each of them writes', wholeNumber(1, million), 100)
    .option('--record-bytes <n>', 'bytes of a record', wholeNumber(minRecordBytes, maxRecordBytes), 50)
    .option('--max-bytes <n>', 'size at which the log is rotated', wholeNumber(1, 2 ** 40), 1000)
    .option('--period-ms <n>', 'time after which the log is rotated', wholeNumber(1, 2 ** 31 - 1), 1000)
    .option('--backups <n>', 'rotated files to keep (default: enough for every record)', wholeNumber(0, million))
    .option(
      '--pause-ms <n>',
      'longest random pause before a record (default: 20 by time, or else 0)',
      wholeNumber(0, 60_000),
    )
    .option('--silence-ms <n>', 'how long a process may say nothing', wholeNumber(1, 3_600_000), 10_000)
    .option('--runs <n>', 'how often', wholeNumber(1, million), 1)
    .option('--seed <n>', 'draws the pauses (default: a new one)', wholeNumber(0, maxSeed))
    .option('--json', 'print one JSON document')
    .action(async (command: string[], options: RunOptions) => {
      const { writer, scenario, seed } = await asUsage(() => prepare(command, options));
      const results = await run(writer, scenario, seed, options);
      if (results.some((result) => missingRecords(result) > 0)) process.exitCode = 1;
    });
}

interface Preparation {
  readonly writer: WriterProgram;
  readonly scenario: Scenario;
  readonly seed: number;
}

async function prepare(command: readonly string[], options: RunOptions): Promise<Preparation> {
  newDirectory().remove();
  const name = options.writer ?? options.type ?? 'size';
  const writer = command.length > 0 ? await commandWriter(command) : await findWriter(name);
  const type = options.type ?? (writer.rotations[0] === 'none' ? 'file' : writer.rotations[0]) ?? 'file';
  const kind = type === 'file' ? 'none' : type;
  if (!writer.rotations.includes(kind)) {
    throw new Error(
      `${writer.name} can't be run with --type ${type}: the rotations that it knows are ${writer.rotations.join(', ')}.`,
    );
  }
  const { processes, records, recordBytes, backups = processes * records, seed = newSeed() } = options;
  const { pauseMs = kind === 'time' ? 20 : 0 } = options;
  const rotations: Record<Rotation['kind'], Rotation> = {
    none: { kind: 'none' },
    size: { kind: 'size', maxBytes: options.maxBytes, backups },
    time: { kind: 'time', periodMs: options.periodMs, backups },
  };
  const pausesMs = pauseMs === 0 ? [0] : drawIntegers(seed, processes * records, pauseMs);
  const scenario = parseScenario({
    processes,
    records,
    recordBytes: [recordBytes],
    rotation: rotations[kind],
    pausesMs,
  });
  return { writer, scenario, seed };
}

async function run(writer: WriterProgram, scenario: Scenario, seed: number, options: RunOptions): Promise<RunResult[]> {
  const { runs, silenceMs, json = false } = options;
  const say = (text: string): void => void (json || console.log(text));
  const pool = openPool(silenceMs);
  try {
    say(`${scenarioInWords(writer.name, scenario)}, seed ${seed}`);
    const results = await repeat(runs, { pool, writer, scenario, silenceMs }, say);
    if (runs > 1) say(`\n${runsInWords(results)}`);
    if (json) console.log(JSON.stringify(document(writer, scenario, results)));
    return results;
  } finally {
    await pool.close();
  }
}

async function repeat(
  runs: number,
  options: { pool: Pool; writer: WriterProgram; scenario: Scenario; silenceMs: number },
  say: (text: string) => void,
): Promise<RunResult[]> {
  const progress = startProgress();
  const results: RunResult[] = [];
  try {
    for (let number = 1; number <= runs; number++) {
      progress.show(runs > 1 ? `run ${number} of ${runs}` : 'running');
      const execution = await runFree(options);
      progress.clear();
      say(`\n${runs > 1 ? `run ${number}\n` : ''}${executionInWords(execution)}`);
      results.push(resultOf(execution));
    }
  } finally {
    progress.stop();
  }
  return results;
}

function document(writer: WriterProgram, { processes, records }: Scenario, runs: readonly RunResult[]): object {
  const runsWithLoss = runs.filter((result) => missingRecords(result) > 0).length;
  return { writer: writer.name, processes, records, runs, runsWithLoss };
}
