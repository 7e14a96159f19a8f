import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { steadyMs } from '../limits.js';
import { isInterrupted } from '../processes/ending/interruption.js';
import { breakOff } from '../processes/ending/leave.js';
import { verdictsInWords } from '../report/verdicts.js';
import { search as usualSearch } from '../search/search.js';
import type { Concurrency } from '../scenario/concurrency.js';
import type { TaskRecord } from '../search/task-record.js';
import { openSearchThread, openSearchThreads, type SearchThread } from '../search/threads.js';
import type { SearchProgress } from '../search/verdict.js';
import { maxSeed } from '../schedule/seed.js';
import { counted } from '../words.js';
import { endOf, leaveOf, leftOf, mostTimerMs, parseBudget, usualBudget, type Timetable } from './budget.js';
import { counterexamplesOf } from './check-page.js';
import { reportChecked, reporterOption } from './check-reports.js';
import { parseClaims, readCheckOptions, type CheckOptions, type CheckRequest } from './check-options.js';
import type { Called } from './commands.js';
import { checkDocument } from './check-document.js';
import { exitStatusOf } from './exit-status.js';
import { newFindings, withReplay } from './findings.js';
import { defaultFolder } from './keep.js';
import { forInstance, wholeNumber } from './options.js';
import { pageOption } from './page.js';
import { startProgress } from './progress.js';
import { shardOption } from './shard.js';
import { shardDocument } from './shard-document.js';
import { addSizeOptions, sizesInWords } from './sizes.js';
import { rotationTypes } from './rotation-type.js';
import { searchParts, type Means, type Search } from './search-parts.js';
import { tried } from './try-out.js';
import { asUsage } from './usage-error.js';
import { filesOption, numberingOption } from './file-names.js';
import { addKillsOption, linesOption, withPrograms } from './program-options.js';

export function checkCommand({ search = usualSearch, asIs, behind, startMs, first }: Called): Command {
  const command = addSizeOptions(new Command('check'))
    .argument('[writer...]', asIs ? 'behind --, the command' : "a name, a module's path or, behind --, a command")
    .addOption(
      new Option('-t, --type <type>', 'search only this rotation; file is none (default: all)').choices(rotationTypes),
    )
    .option(
      '--claims <list>',
      asIs
        ? 'what it is held to, with commas between (default: what any program can be)'
        : 'with commas (default: its promises, or all fault-free)',
      parseClaims,
    )
    .option('--alone', 'only one process (default: first alone, then together)')
    .option('--together', 'only two processes and more')
    .addOption(
      new Option('--budget <budget>', 'how long, for instance 30s or 2m, or how many executions')
        .argParser(parseBudget)
        .default(usualBudget, '30s')
        .env('LOGTORTURE_BUDGET'),
    )
    .addOption(
      new Option('--seed <n>', 'draws what is tried').argParser(wholeNumber(0, maxSeed)).env('LOGTORTURE_SEED'),
    )
    .addOption(
      new Option('--workers <n>', 'threads that search at once')
        .argParser(wholeNumber(1, 256))
        .env('LOGTORTURE_WORKERS'),
    )
    .addOption(
      new Option('--keep <folder>', 'where counterexamples are kept').default(defaultFolder).env('LOGTORTURE_KEEP'),
    )
    .addOption(filesOption())
    .addOption(numberingOption())
    .addOption(linesOption())
    .addOption(shardOption())
    .option('--bail', 'end with the first counterexample')
    .addOption(pageOption())
    .addOption(reporterOption())
    .option('--markdown [file]', 'print a comment of Markdown, or keep it in a file')
    .option('--json', 'print one JSON document');
  const examples = asIs
    ? ['check --as-is -- python3 app.py', "check --as-is --drive ./client.sh -- node server.js '{log}'"]
    : ['check -t file --budget 2m -- python3 my_logger.py'];
  return addKillsOption(withPrograms(command, asIs), asIs)
    .addHelpText('after', forInstance(...examples))
    .action(async (words: string[], options: CheckOptions) => {
      const timetable = { startMs, budget: options.budget };
      const leftMs = (): number => endOf(timetable) - steadyMs();
      const stay = leaveInTime(timetable);
      // The first loads while the options are read, and the others while it tries the writer out. Where the options are wrong, that
      // is what is said.
      const opening = openSearchThread(undefined, first);
      const others = opening.then(() => openSearchThreads((options.workers ?? availableParallelism()) - 1));
      others.catch(() => undefined);
      try {
        const [asked] = await Promise.allSettled([
          asUsage(() => readCheckOptions({ words, behind }, options, leftMs())),
          opening,
        ]);
        if (asked.status === 'rejected') throw asked.reason;
        const trying = { threads: [await opening], endMs: endOf(timetable) };
        const request = await asUsage(() => tried(asked.value, options, trying));
        const threads = [...trying.threads, ...(await others)];
        process.exitCode = await check(search, request, { options, timetable, threads });
      } finally {
        const opened = await Promise.allSettled([opening.then((thread) => [thread]), others]);
        await Promise.all(opened.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])).map(closed));
        stay();
      }
    });
}

const closed = ({ close }: SearchThread): Promise<void> => close();

/** Breaks everything off when it is high time, as Ctrl-C does; gives how not to. */
function leaveInTime(timetable: Timetable): () => void {
  const leftMs = leaveOf(timetable) - steadyMs();
  if (leftMs > mostTimerMs) return () => undefined;
  const unknown = exitStatusOf([{ verdict: 'unknown' }]);
  const how = {
    // What was found until then decides.
    get status(): number {
      return Number(process.exitCode ?? unknown);
    },
  };
  const timer = setTimeout(() => breakOff(how), leftMs);
  return () => clearTimeout(timer);
}

type Given = Pick<Means, 'timetable' | 'threads'> & { readonly options: CheckOptions };

/** Gives the exit status: only what the writer is held to counts. */
async function check(search: Search, request: CheckRequest, given: Given): Promise<number> {
  const { writer, seed, parts } = request;
  const { options, timetable, threads } = given;
  const isSilent = options.json === true || options.markdown === true;
  const say = (text: string): void => void (isSilent || console.log(text));
  say(`${writer.name}: searching for ${inWords(options.budget)}, seed ${seed}${sizesInWords(writer)}\n`);
  const progress = await startProgress(() => leftOf(timetable, steadyMs()));
  const saying = (print: (text: string) => void) => (text: string) => {
    progress.clear();
    print(text);
  };
  const findings = newFindings({
    writer,
    seed,
    folder: options.keep,
    isAsked: (claim, searched) => parts.some(({ concurrency, asked }) => concurrency === searched && asked.has(claim)),
    say: saying(say),
    announce: saying((text) => console.error(text)),
  });
  const tasks = new Map<Concurrency, TaskRecord[]>(parts.map(({ concurrency }) => [concurrency, []]));
  const found = await searchParts(search, request, {
    ...given,
    bail: options.bail === true,
    ...(options.shard !== undefined && { shard: options.shard }),
    onTask: (record, concurrency) => void tasks.get(concurrency)?.push(record),
    onProgress: (at) => progress.show(progressInWords(at)),
    onFound: findings.take,
  }).finally(progress.stop);
  // What was broken off in the midst of getting smaller is told as it is.
  for (const { verdict, concurrency } of found)
    for (const counterexample of counterexamplesOf(verdict)) findings.end(counterexample, concurrency);
  if (options.bail !== true && !isInterrupted())
    for (const { verdict, concurrency, asked } of found)
      if (asked && verdict.verdict === 'violated') findings.removeOlder(verdict.name, concurrency);
  const told = found.map((each) => withReplay(each, findings, writer));
  say(verdictsInWords(writer, seed, told));
  await reportChecked(options, { writer, seed, told, findings, threads, timetable });
  const { shard, budget } = options;
  const part = shard === undefined ? {} : { shard: shardDocument(shard, request, budget, { told: found, tasks }) };
  if (options.json === true) console.log(JSON.stringify({ ...checkDocument(writer, seed, found, findings), ...part }));
  return exitStatusOf(found.filter(({ asked }) => asked).map(({ verdict }) => verdict));
}

function progressInWords({ doing, executions, executionsPerSecond, found }: SearchProgress): string {
  const rate = `${counted(executions, 'execution')}, ${executionsPerSecond.toLocaleString('en')} a second`;
  return [doing, rate, ...(found.length === 0 ? [] : [`broken: ${found.join(', ')}`])].join('; ');
}

function inWords({ seconds, executions }: CheckOptions['budget']): string {
  return seconds === undefined ? counted(executions ?? 0, 'execution') : `${seconds} s`;
}
