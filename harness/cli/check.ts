import { Command, Option } from 'commander';
import { counterexampleInWords } from '../report/counterexample.js';
import { replayCommand } from '../report/replay-command.js';
import { verdictsInWords, type Told } from '../report/verdicts.js';
import { kept as keptForm } from '../report/kept.js';
import type { ClaimVerdict, SearchProgress } from '../search/verdict.js';
import { maxSeed } from '../schedule/seed.js';
import { parseBudget } from './budget.js';
import { parseClaims, readCheckOptions, type CheckOptions, type CheckRequest } from './check-options.js';
import { exitStatusOf } from './exit-status.js';
import { defaultFolder, keep, type Kept } from './keep.js';
import { forInstance, wholeNumber } from './options.js';
import { startProgress } from './progress.js';
import { rotationTypes } from './rotation-type.js';
import { searchParts, type Search } from './search-parts.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { asUsage } from './usage-error.js';

export function checkCommand(search: Search, behind: number): Command {
  return new Command('check')
    .description('search for the smallest interleaving that breaks a claim, or say what was explored without one')
    .argument('[writer...]', "a writer's name or its module's path; or behind --, a command")
    .addOption(
      new Option(
        '-t, --type <type>',
        'search only one kind of rotation; file is none (default: all that it knows)',
      ).choices(rotationTypes),
    )
    .option(
      '--claims <list>',
      'the claims that the writer is held to, with commas between them (default: what it promises, or all without faults)',
      parseClaims,
    )
    .option('--alone', 'search only with one process (default: first alone, then together)')
    .option('--together', 'search only with two processes and more')
    .addOption(
      new Option('--budget <budget>', 'how long, for instance 30s or 2m, or how many executions')
        .argParser(parseBudget)
        .default({ seconds: 30 }, '30s')
        .env('LOGTORTURE_BUDGET'),
    )
    .addOption(
      new Option('--seed <n>', 'draws the scenarios and schedules')
        .argParser(wholeNumber(0, maxSeed))
        .env('LOGTORTURE_SEED'),
    )
    .addOption(
      new Option('--workers <n>', 'threads that search at once (default: one for each processor)')
        .argParser(wholeNumber(1, 256))
        .env('LOGTORTURE_WORKERS'),
    )
    .addOption(
      new Option('--keep <folder>', 'where counterexamples are kept').default(defaultFolder).env('LOGTORTURE_KEEP'),
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', forInstance('check ./my-logger.mjs --budget 2m', 'check -t file -- python3 my_logger.py'))
    .action(async (words: string[], options: CheckOptions) => {
      const request = await asUsage(() => readCheckOptions({ words, behind }, options));
      process.exitCode = await check(search, request, options);
    });
}

/** Gives the exit status: only what the writer is held to counts. */
async function check(search: Search, request: CheckRequest, options: CheckOptions): Promise<number> {
  const { writer, seed } = request;
  const say = (text: string): void => void (options.json ?? console.log(text));
  say(`${writer.name}: searching for ${inWords(options.budget)}, seed ${seed}\n`);
  const found = await searchVisibly(search, request, options);
  const kept = keptOf(found, options.keep);
  const told = found.map((each): Told => ({ ...each, ...replayOf(kept.get(each.verdict), writer) }));
  for (const [verdict, place] of kept) {
    if (verdict.verdict !== 'violated') continue;
    const where = 'file' in place ? { file: place.file, replay: replayCommand(place.file, writer.namedBy) } : {};
    const isAsked = found.some((each) => each.verdict === verdict && each.asked);
    if (isAsked) say(`${counterexampleInWords(verdict.counterexample, { ...where, seed })}\n`);
    if ('problem' in place) say(`${place.problem}\n`);
  }
  say(verdictsInWords(writer.name, seed, told));
  if (options.json === true) console.log(JSON.stringify(document(writer.name, seed, found, kept)));
  return exitStatusOf(found.filter(({ asked }) => asked).map(({ verdict }) => verdict));
}

async function searchVisibly(search: Search, request: CheckRequest, options: CheckOptions): Promise<Told[]> {
  const progress = await startProgress();
  try {
    return await searchParts(search, request, options, (at) => progress.show(progressInWords(at)));
  } finally {
    progress.stop();
  }
}

function progressInWords({ doing, executions, executionsPerSecond, found }: SearchProgress): string {
  const rate = `${executions.toLocaleString('en')} executions, ${executionsPerSecond.toLocaleString('en')} a second`;
  return [doing, rate, ...(found.length === 0 ? [] : [`broken: ${found.join(', ')}`])].join('; ');
}

function inWords({ seconds, executions }: CheckOptions['budget']): string {
  return seconds === undefined ? `${(executions ?? 0).toLocaleString('en')} executions` : `${seconds} s`;
}

/** Each counterexample once, though it may speak of one process and of several. */
function keptOf(found: readonly Told[], folder: string): ReadonlyMap<ClaimVerdict, Kept> {
  const kept = new Map<ClaimVerdict, Kept>();
  for (const { verdict } of found) {
    if (verdict.verdict === 'violated' && !kept.has(verdict)) kept.set(verdict, keep(folder, verdict.counterexample));
  }
  return kept;
}

function replayOf(place: Kept | undefined, { namedBy }: WriterProgram): Pick<Told, 'replay'> {
  return place !== undefined && 'file' in place ? { replay: replayCommand(place.file, namedBy) } : {};
}

function document(writer: string, seed: number, found: readonly Told[], kept: ReadonlyMap<ClaimVerdict, Kept>) {
  return {
    version: 1,
    writer,
    seed,
    claims: found.map(({ verdict, concurrency, promised, asked }) => {
      const { name, explored } = verdict;
      const about = { name, concurrency, promised, asked, verdict: verdict.verdict, explored };
      if (verdict.verdict !== 'violated') return { ...verdict, ...about };
      const { scenario, schedule, violation, reproduced } = keptForm(verdict.counterexample);
      return { ...about, counterexample: { scenario, schedule, violation, reproduced, ...kept.get(verdict) } };
    }),
  };
}
