import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { ownCode } from '../counterexample/versions.js';
import type { Row } from '../matrix/cell.js';
import { runMatrix, type MatrixProgress } from '../matrix/matrix.js';
import { openMatrixState } from '../matrix/state.js';
import { counted } from '../words.js';
import { legend, matrixTable, rowInWords } from '../report/matrix.js';
import { matrixMarkdown } from '../report/matrix-markdown.js';
import { matrixPage } from '../report/matrix-page.js';
import { maxSeed } from '../schedule/seed.js';
import { sections } from '../writers/index.js';
import { parseBudget } from './budget.js';
import { parseClaims } from './check-options.js';
import { exitStatusOf } from './exit-status.js';
import { defaultFolder, keep, keepingFolder } from './keep.js';
import { parseNames, readMatrixOptions, type MatrixOptions } from './matrix-options.js';
import { writeMatrix } from './matrix-page.js';
import { forInstance, wholeNumber } from './options.js';
import { pageOption } from './page.js';
import { shardOption } from './shard.js';
import { startProgress } from './progress.js';
import { asUsage } from './usage-error.js';

/** The rows that have been found, so that the next matrix need not search for them again: a file beside what is kept by default. */
const stateName = 'matrix.json';

export function matrixCommand(): Command {
  return new Command('matrix')
    .option(
      '--only <list>',
      'only these, with commas between them: names, beginnings of names (winston*), or the paths of modules',
      parseNames,
    )
    .option(
      '--claims <list>',
      'the claims to check, with commas between them (default: all without faults)',
      parseClaims,
    )
    .addOption(
      new Option('--budget <budget>', 'for each writer alone, and as much together: a time, or so many executions')
        .argParser(parseBudget)
        .default({ executions: 500, seconds: 60 }, '500 executions, or 60s if that is less'),
    )
    .addOption(
      new Option('--seed <n>', 'draws the scenarios and schedules').argParser(wholeNumber(0, maxSeed)).default(1),
    )
    .option('--workers <n>', 'writers searched at once (default: one for each processor)', wholeNumber(1, 256))
    .option('--keep <folder>', 'where counterexamples are kept', defaultFolder)
    .addOption(shardOption())
    .option('--anew', `search what is known from ${defaultFolder}/${stateName}, too`)
    .option('--json', 'print one JSON document')
    .option('--markdown [file]', 'print one table of Markdown, or keep it in a page of Markdown')
    .addOption(pageOption())
    .addHelpText('after', forInstance('matrix --only winston*,./my-logger.mjs'))
    .action(async (options: MatrixOptions) => {
      const request = await asUsage(() => readMatrixOptions(options));
      process.exitCode = await matrix(request, options);
    });
}

type MatrixAsked = Awaited<ReturnType<typeof readMatrixOptions>>;

/** Gives the exit status. */
async function matrix(request: MatrixAsked, options: MatrixOptions): Promise<number> {
  const { claims } = request.asked;
  const silent = options.json === true || options.markdown === true;
  const say = (text: string): void => void (silent || console.log(text));
  const stateFile = join(keepingFolder(defaultFolder), stateName);
  const state = await asUsage(() => openMatrixState(stateFile));
  const progress = await startProgress();
  let known = 0;
  const rows = await runMatrix({
    ...request,
    state: options.anew === true ? { ...state, row: () => undefined } : state,
    keep(counterexample) {
      const kept = keep(options.keep, counterexample);
      if ('file' in kept) return kept.file;
      console.error(kept.problem);
      return undefined;
    },
    onRow(row, from) {
      if (from === 'state') known += 1;
      progress.clear();
      say(`${rowInWords(row)}\n`);
    },
    onProgress: (at) => progress.show(progressInWords(at)),
  }).finally(progress.stop);
  if (rows.length > 0) say(`${matrixTable(rows, claims)}\n${legend(claims)}`);
  if (known > 0) say(`Known from ${stateFile}: ${counted(known, 'writer')}; --anew searches them again.`);
  if (options.json === true) console.log(JSON.stringify({ version: 1, rows, ...partOf(request, options) }));
  if (options.markdown === true) console.log(matrixMarkdown(rows, claims));
  else if (options.markdown !== undefined) writePage(options.markdown, { rows, claims, folder: options.keep });
  if (options.html !== undefined) await writeMatrix(options.html, { rows, claims, writers: request.writers });
  return exitStatusOf(rows.flatMap(({ cells }) => cells));
}

/** Which writers are searched here, of all, where these are divided. */
function partOf({ all, asked }: MatrixAsked, { shard, seed, budget }: MatrixOptions): object {
  if (shard === undefined) return {};
  const writers = all.map(({ name }) => name);
  return { shard: { ...shard, writers, claims: asked.claims, seed, budget, code: ownCode() } };
}

/** Rows of other writers that stand on the page already stay there. */
function writePage(
  file: string,
  { rows, claims, folder }: { rows: readonly Row[]; claims: readonly string[]; folder: string },
): void {
  const page = matrixPage({
    rows,
    claims,
    folder: dirname(file),
    before: existsSync(file) ? readFileSync(file, 'utf8') : '',
    sections,
    command: `npx logtorture matrix --keep ${folder} --markdown ${file}`,
  });
  writeFileSync(file, page);
  console.log(`Written to ${file}.`);
}

function progressInWords({ done, all, doing }: MatrixProgress): string {
  const now = Array.from(doing, ([writer, what]) => `${writer}: ${what}`);
  return [`${done} of ${counted(all, 'writer')}`, ...now].join('; ');
}
