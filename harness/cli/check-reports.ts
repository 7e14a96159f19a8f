import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, relative } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { annotationsOf } from '../report/annotations.js';
import { junitXml, type Findings as Reported } from '../report/junit.js';
import { verdictsMarkdown } from '../report/verdicts-markdown.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { placedBy, writeChecked, type Checked } from './check-page.js';
import { writable, type PageOption } from './page.js';

/** How the verdicts of a search are told beside the screen, as they are given. */
export interface ReportOptions extends PageOption {
  readonly reporter?: JunitFile;
  /** To print them instead of the screen, or the file to write. */
  readonly markdown?: true | string;
}

interface JunitFile {
  readonly junit: string;
}

export function reporterOption(): Option {
  return new Option('--reporter <kind>', 'junit=FILE writes a report of JUnit').argParser((text): JunitFile => {
    const [, file] = /^junit=(.+)$/s.exec(text) ?? [];
    if (file === undefined) throw new InvalidArgumentError('It must be junit=FILE.');
    return { junit: writable(file) };
  });
}

/** Writes what was asked for, and says on GitHub what does not hold. */
export async function reportChecked({ html, reporter, markdown }: ReportOptions, checked: Checked): Promise<void> {
  const { writer, seed, told, findings } = checked;
  const whereOf = placedBy(findings, writer, seed);
  const reported: Reported = { writer: writer.name, seed, told, whereOf };
  if (reporter !== undefined) write(reporter.junit, junitXml(reported));
  if (markdown === true) console.log(verdictsMarkdown(reported).trimEnd());
  else if (markdown !== undefined) write(markdown, verdictsMarkdown(reported));
  if (html !== undefined) await writeChecked(html, checked);
  if (process.env['GITHUB_ACTIONS'] === 'true')
    for (const line of annotationsOf(writer.name, told, { file: fileOf(writer), has: existsSync })) console.error(line);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The file that is tested, below the current folder: the writer's module, or the first among a program's words. */
function fileOf({ namedBy = [], asIs }: WriterProgram): string | undefined {
  return [...(asIs?.command ?? []), ...namedBy]
    .filter((word) => existsSync(word))
    .map((word) => relative('.', word))
    .find((path) => path !== '' && !path.startsWith('..') && !isAbsolute(path));
}
