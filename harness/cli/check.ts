import { Command, Option } from 'commander';
import { claimsWithoutFaults as claims } from '../claims/index.js';
import { counterexampleInWords } from '../report/counterexample.js';
import { replayCommand } from '../report/replay-command.js';
import { verdictsInWords } from '../report/verdicts.js';
import { kept as keptForm } from '../report/kept.js';
import type { SearchRequest } from '../search/request.js';
import type { ClaimVerdict, SearchProgress, SearchResult } from '../search/verdict.js';
import { maxSeed } from '../schedule/seed.js';
import { parseBudget } from './budget.js';
import { parseClaims, readCheckOptions, type CheckOptions, type CheckRequest } from './check-options.js';
import { exitStatusOf } from './exit-status.js';
import { defaultFolder, keep, type Kept } from './keep.js';
import { wholeNumber } from './options.js';
import { startProgress } from './progress.js';
import { rotationTypes } from './rotation-type.js';
import { asUsage } from './usage-error.js';

export type Search = (request: SearchRequest) => Promise<SearchResult>;

export function checkCommand(search: Search): Command {
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
      'the claims to check, with commas between them (default: all but those with faults that the writer does not promise)',
      parseClaims,
    )
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
    .action(async (words: string[], options: CheckOptions) => {
      const request = await asUsage(() => readCheckOptions(words, options));
      process.exitCode = await check(search, request, options);
    });
}

/** Gives the exit status. */
async function check(search: Search, request: CheckRequest, options: CheckOptions): Promise<number> {
  const { writer, seed } = request;
  const say = (text: string): void => void (options.json ?? console.log(text));
  say(`${writer.name}: searching for ${inWords(options.budget)}, seed ${seed}\n`);
  const result = await searchVisibly(search, request, options);
  const kept = new Map(result.claims.map((verdict) => [verdict, keptOf(verdict, options.keep)]));
  for (const [verdict, place] of kept) {
    if (verdict.verdict !== 'violated') continue;
    const where =
      place !== undefined && 'file' in place
        ? { file: place.file, replay: replayCommand(place.file, writer.namedBy) }
        : {};
    say(`${counterexampleInWords(verdict.counterexample, { ...where, seed })}\n`);
    if (place !== undefined && 'problem' in place) say(`${place.problem}\n`);
  }
  // What a command promises is not known, so no claim is marked as one that it does not promise.
  const { guarantees } = writer;
  say(verdictsInWords(result, guarantees.length === 0 ? claims : guarantees));
  if (options.json === true) console.log(JSON.stringify(document(result, kept)));
  return exitStatusOf(result.claims);
}

async function searchVisibly(search: Search, request: CheckRequest, options: CheckOptions): Promise<SearchResult> {
  const { writer, claims: wanted, seed } = request;
  const progress = await startProgress();
  try {
    return await search({
      writer,
      claims: wanted,
      seed,
      budget: options.budget,
      ...(options.workers === undefined ? {} : { workers: options.workers }),
      onProgress: (at) => progress.show(progressInWords(at)),
    });
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

function keptOf(verdict: ClaimVerdict, folder: string): Kept | undefined {
  return verdict.verdict === 'violated' ? keep(folder, verdict.counterexample) : undefined;
}

function document({ writer, seed, claims: verdicts }: SearchResult, kept: ReadonlyMap<ClaimVerdict, Kept | undefined>) {
  return {
    writer,
    seed,
    claims: verdicts.map((verdict) => {
      if (verdict.verdict !== 'violated') return verdict;
      const { name, explored } = verdict;
      const { scenario, schedule, violation, reproduced } = keptForm(verdict.counterexample);
      const counterexample = { scenario, schedule, violation, reproduced, ...kept.get(verdict) };
      return { name, verdict: verdict.verdict, explored, counterexample };
    }),
  };
}
