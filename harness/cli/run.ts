import { Command, Option } from 'commander';
import { isInterrupted } from '../processes/ending/interruption.js';
import { maxRecordBytes, minRecordBytes } from '../scenario/record.js';
import { missingRecords, resultOf, type RunResult } from '../report/run-result.js';
import { versions } from '../counterexample/versions.js';
import { withVersions } from '../report/versions.js';
import { programInWords } from '../report/program.js';
import { runsInWords } from '../report/run.js';
import { scenarioInWords } from '../report/scenario.js';
import type { Schedule } from '../schedule/schedule.js';
import { maxSeed } from '../schedule/seed.js';
import type { Called } from './commands.js';
import { forInstance, wholeNumber } from './options.js';
import { pageOption } from './page.js';
import { startProgress } from './progress.js';
import { readRunOptions, type RunOptions, type RunRequest } from './run-options.js';
import { rotationTypes } from './rotation-type.js';
import { newRunPage } from './run-page.js';
import { controlledRunner, freeRunner, type RequestRunner, type Run } from './runner.js';
import { linesOption, withPrograms } from './program-options.js';
import { filesOption, numberingOption } from './file-names.js';
import { asUsage } from './usage-error.js';

const million = 1_000_000;

export function runCommand({ behind, asIs }: Called): Command {
  const examples = asIs
    ? ['run --as-is --runs 5 -- python3 app.py']
    : ['run --writer ./my-logger.mjs --processes 8 --records 500', 'run --controlled'];
  const command = new Command('run')
    .argument('[command...]', 'behind --, a writer that is a command')
    .addOption(new Option('-t, --type <type>', 'how the log rotates').choices(rotationTypes))
    .option('--writer <name>', "a name or a module's path (default: as the type)")
    .option('-p, --processes <n>', 'processes that write at once (default: 5, controlled 2)', wholeNumber(1, 1000))
    .option('-n, --records <n>', 'records that each writes (default: 100, controlled 2)', wholeNumber(1, million))
    .option('--record-bytes <n>', 'bytes of a record (default: 50)', wholeNumber(minRecordBytes, maxRecordBytes))
    .option('--max-bytes <n>', 'size at which to rotate (default: 1000, controlled 100)', wholeNumber(1, 2 ** 40))
    .option('--period-ms <n>', 'time after which to rotate (default: 1000)', wholeNumber(1, 2 ** 31 - 1))
    .option('--backups <n>', 'rotated files to keep (default: enough for every record)', wholeNumber(0, million))
    .option(
      '--pause-ms <n>',
      'longest random pause before a record (default: by time 20, or 0)',
      wholeNumber(0, 60_000),
    )
    .option('--silence-ms <n>', 'how long a process may say nothing (default: 10000)', wholeNumber(1, 3_600_000))
    .option('--runs <n>', 'how often', wholeNumber(1, million), 1)
    .option('--seed <n>', 'draws the pauses and, controlled, the order of the steps', wholeNumber(0, maxSeed))
    .option('--controlled', 'hold every step of every process, and show the order in which they went')
    .option('--schedule <json>', 'controlled: a schedule, or a file that holds one')
    .addOption(
      new Option('--profile <name>', 'controlled: how finely steps are held')
        .choices(['min', 'std', 'full'])
        .default('std'),
    )
    .addOption(filesOption())
    .addOption(numberingOption())
    .addOption(linesOption())
    .addOption(pageOption())
    .option('--json', 'print one JSON document');
  return withPrograms(command, asIs)
    .addHelpText('after', forInstance(...examples))
    .action(async (words: string[], options: RunOptions) => {
      const request = await asUsage(() => readRunOptions({ words, behind }, options));
      if (!(await run(request, options))) process.exitCode = 1;
    });
}

const whyControlled =
  'A program as it is runs under control: what it has written, so what is missing, is known by its steps alone.';

type DocumentedRun = RunResult & { readonly schedule?: Schedule };

/** Whether every run was completed and misses no record. */
async function run(request: RunRequest, { json, html }: RunOptions): Promise<boolean> {
  const { writer, scenario, seed, runs, control } = request;
  const say = (text: string): void => void (json === true || console.log(text));
  const head = [scenarioInWords(withVersions(writer.name, writer.versions), scenario), `seed ${seed}`];
  if (writer.given !== undefined) head.push(programInWords(writer.given, scenario), whyControlled);
  say(head.join('\n'));
  const page = html === undefined ? undefined : newRunPage(html, head);
  const runner = control === undefined ? freeRunner(request) : await asUsage(() => controlledRunner(request, control));
  try {
    const { results, completed } = await repeat(runner, runs, (ran, number) => {
      say(`\n${runs > 1 ? `run ${number}\n` : ''}${ran.text}`);
      page?.take(ran);
    });
    page?.write();
    if (runs > 1 && results.length > 0) say(`\n${runsInWords(results, writer.asIs === undefined ? 'record' : 'line')}`);
    if (json === true) console.log(JSON.stringify(document(request, results)));
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

async function repeat(
  runner: RequestRunner,
  runs: number,
  tell: (ran: Run, number: number) => void,
): Promise<Repeated> {
  const progress = await startProgress();
  const results: DocumentedRun[] = [];
  let completed = true;
  try {
    for (let number = 1; number <= runs; number++) {
      progress.show(runs > 1 ? `run ${number} of ${runs}` : 'running');
      const ran = await runner.run(number);
      const { execution, schedule } = ran;
      progress.clear();
      tell(ran, number);
      completed &&= execution.outcome.kind === 'completed';
      results.push({ ...resultOf(execution), ...(schedule === undefined ? {} : { schedule }) });
    }
  } catch (error) {
    if (!isInterrupted()) throw error;
    completed = false;
  } finally {
    progress.stop();
  }
  return { results, completed };
}

function document({ writer, scenario }: RunRequest, runs: readonly DocumentedRun[]): object {
  const { processes, records } = scenario;
  const runsWithLoss = runs.filter((result) => missingRecords(result) > 0).length;
  return {
    version: 1,
    writer: writer.name,
    versions: { ...versions, ...writer.versions },
    processes,
    records,
    runs,
    runsWithLoss,
  };
}
