import { Command, Option } from 'commander';
import { maxRecordBytes, minRecordBytes } from '../scenario/record.js';
import { missingRecords, resultOf, type RunResult } from '../report/run-result.js';
import { runsInWords } from '../report/run.js';
import { scenarioInWords } from '../report/scenario.js';
import type { Schedule } from '../schedule/schedule.js';
import { maxSeed } from '../schedule/seed.js';
import { forInstance, wholeNumber } from './options.js';
import { startProgress } from './progress.js';
import { readRunOptions, type RunOptions, type RunRequest } from './run-options.js';
import { rotationTypes } from './rotation-type.js';
import { controlledRunner, freeRunner, type RequestRunner } from './runner.js';
import { asUsage } from './usage-error.js';

const million = 1_000_000;

export function runCommand(behind: number): Command {
  return new Command('run')
    .description('run real processes that write one log, and account for every record')
    .argument('[command...]', 'behind --, a writer that is a command')
    .addOption(new Option('-t, --type <type>', 'how the log rotates').choices(rotationTypes))
    .option('--writer <name>', "a writer's name or its module's path (default: the one named like the type)")
    .option('-p, --processes <n>', 'processes that write at once (default: 5, controlled 2)', wholeNumber(1, 1000))
    .option('-n, --records <n>', 'records that each writes (default: 100, controlled 2)', wholeNumber(1, million))
    .option('--record-bytes <n>', 'bytes of a record', wholeNumber(minRecordBytes, maxRecordBytes), 50)
    .option('--max-bytes <n>', 'size at which to rotate (default: 1000, controlled 100)', wholeNumber(1, 2 ** 40))
    .option('--period-ms <n>', 'time after which to rotate', wholeNumber(1, 2 ** 31 - 1), 1000)
    .option('--backups <n>', 'rotated files to keep (default: enough for every record)', wholeNumber(0, million))
    .option(
      '--pause-ms <n>',
      'longest random pause before a record (default: by time 20, or 0)',
      wholeNumber(0, 60_000),
    )
    .option('--silence-ms <n>', 'how long a process may say nothing', wholeNumber(1, 3_600_000), 10_000)
    .option('--runs <n>', 'how often', wholeNumber(1, million), 1)
    .option('--seed <n>', 'draws the pauses and, controlled, the order of the steps', wholeNumber(0, maxSeed))
    .option('--controlled', 'hold every step of every process, and show the order in which they went')
    .option('--schedule <json>', 'controlled: a schedule, or a file that holds one')
    .addOption(
      new Option('--profile <name>', 'controlled: how finely steps are held')
        .choices(['min', 'std', 'full'])
        .default('std'),
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', forInstance('run --writer ./my-logger.mjs --processes 8 --records 500', 'run --controlled'))
    .action(async (command: string[], options: RunOptions) => {
      const request = await asUsage(() => readRunOptions({ words: command, behind }, options));
      if (!(await run(request, options.json ?? false))) process.exitCode = 1;
    });
}

type DocumentedRun = RunResult & { readonly schedule?: Schedule };

/** Whether every run was completed and misses no record. */
async function run(request: RunRequest, json: boolean): Promise<boolean> {
  const { writer, scenario, seed, runs, control } = request;
  const say = (text: string): void => void (json || console.log(text));
  say(`${scenarioInWords(writer.name, scenario)}\nseed ${seed}`);
  const runner = control === undefined ? freeRunner(request) : await asUsage(() => controlledRunner(request, control));
  try {
    const { results, completed } = await repeat(runner, runs, say);
    if (runs > 1) say(`\n${runsInWords(results)}`);
    if (json) console.log(JSON.stringify(document(request, results)));
    return completed && results.every((result) => missingRecords(result) === 0);
  } finally {
    await runner.close();
  }
}

interface Repeated {
  readonly results: readonly DocumentedRun[];
  /** Whether every execution was. */
  readonly completed: boolean;
}

async function repeat(runner: RequestRunner, runs: number, say: (text: string) => void): Promise<Repeated> {
  const progress = await startProgress();
  const results: DocumentedRun[] = [];
  let completed = true;
  try {
    for (let number = 1; number <= runs; number++) {
      progress.show(runs > 1 ? `run ${number} of ${runs}` : 'running');
      const { execution, text, schedule } = await runner.run(number);
      progress.clear();
      say(`\n${runs > 1 ? `run ${number}\n` : ''}${text}`);
      completed &&= execution.outcome.kind === 'completed';
      results.push({ ...resultOf(execution), ...(schedule === undefined ? {} : { schedule }) });
    }
  } finally {
    progress.stop();
  }
  return { results, completed };
}

function document({ writer, scenario }: RunRequest, runs: readonly DocumentedRun[]): object {
  const { processes, records } = scenario;
  const runsWithLoss = runs.filter((result) => missingRecords(result) > 0).length;
  return { writer: writer.name, processes, records, runs, runsWithLoss };
}
