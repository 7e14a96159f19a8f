import { InvalidArgumentError, Option, type Command } from 'commander';
import { liveName } from '../execution/log-names.js';
import { shellWord } from '../report/replay-command.js';
import type { AsIs } from '../scenario/as-is.js';
import { programWriter, type ProgramTerms, type ProgramWriter } from '../writers/program-writer.js';
import type { Telling } from '../writers/told-writer.js';
import type { WriterWords } from './given-writer.js';
import { wholeNumber } from './options.js';

/** What a command line says of a program as it is. */
export interface ProgramOptions extends Telling {
  readonly asIs?: true;
  readonly file?: string;
  readonly files?: string;
  readonly before?: string;
  readonly drive?: readonly string[];
  readonly keeps?: number;
  readonly mayRemove?: string;
  readonly kills?: true;
}

/** Options that go only with a program as it is; `--files`, which writers have too, is none of them. */
const onlyPrograms = {
  file: '--file',
  before: '--before',
  drive: '--drive',
  keeps: '--keeps',
  mayRemove: '--may-remove',
  kills: '--kills',
} as const satisfies Partial<Record<keyof ProgramOptions, string>>;

/** Options that say what a writer is told to do, which nobody tells a program as it is. */
const onlyWriters = {
  lines: '--lines',
  type: '--type',
  recordBytes: '--record-bytes',
  maxBytes: '--max-bytes',
  numbering: '--numbering',
  writer: '--writer',
  periodMs: '--period-ms',
  backups: '--backups',
  pauseMs: '--pause-ms',
} as const;

/**
 * Adds `--as-is`, and the options that go with it.
 * @param asIs whether the command is called for a program as it is: then its help tells of these, and not of
 * what writers are told, which must be there already.
 */
export function withPrograms(command: Command, asIs: boolean): Command {
  const hidden = new Set<string>(asIs ? Object.values(onlyWriters) : []);
  for (const option of command.options) if (hidden.has(option.long ?? '')) option.hideHelp();
  command.option('--as-is', asIs ? 'the command is no writer' : 'a command that is no writer: see --as-is --help');
  const options = [
    new Option('--file <name>', `what {log} is called (default: ${liveName})`).argParser(fileName),
    new Option('--before <cmd>', "prepares the directory: 'cp app.conf {dir}'"),
    new Option('--drive <cmd>', "makes a service work: 'curl -s localhost:8000'").argParser(collected),
    new Option('--keeps <n>', 'files that the log is to keep: older ones may go').argParser(wholeNumber(1, 1_000_000)),
    new Option('--may-remove <glob>', "files that may go with their lines: 'app.log.5'"),
  ];
  for (const option of options) command.addOption(asIs ? option : option.hideHelp());
  return withOthers(command);
}

/** Adds what runs beside a writer or a program. */
export function withOthers(command: Command): Command {
  return command.addOption(
    new Option('--with <cmd>', "runs beside it: 'logrotate -s {dir}/s app.conf'").argParser(collected),
  );
}

/** Adds how a command is given its records. */
export function linesOption(): Option {
  return new Option('--lines', 'the command reads records as lines, and has {file}');
}

/** Adds what only a search asks of a program as it is. */
export function addKillsOption(command: Command, isShown: boolean): Command {
  const option = new Option('--kills', 'also kill processes: survives-kill, not-stuck-after-kill');
  return command.addOption(isShown ? option : option.hideHelp());
}

function fileName(text: string): string {
  if (text === '' || text.startsWith('/') || text.split('/').includes('..'))
    throw new InvalidArgumentError('It must be a name within the directory of each execution, such as app.log.');
  return text;
}

function collected(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/**
 * Whether the command line is about a program as it is.
 * @throws {Error} one line about an option that does not go with what it is about.
 */
export function isAboutProgram(options: ProgramOptions): boolean {
  const isGiven = (name: string): boolean =>
    Object.entries(options).some(([key, value]) => key === name && value !== undefined);
  const wrong = Object.entries(options.asIs === true ? onlyWriters : onlyPrograms).find(([name]) => isGiven(name));
  if (wrong === undefined) return options.asIs === true;
  const [, flag] = wrong;
  throw new Error(
    options.asIs === true
      ? `${flag} can't be had with --as-is: it tells a writer what to do, and a program as it is is told nothing.`
      : `${flag} goes only with --as-is, for a program that is no writer: npx logtorture check --as-is -- python3 app.py.`,
  );
}

/**
 * The program that a command line is about.
 * @throws {Error} one line that says why there is none.
 */
export function programOf(
  { words, behind }: WriterWords,
  options: ProgramOptions,
  terms: ProgramTerms = {},
): ProgramWriter {
  const named = words.slice(0, words.length - behind);
  if (behind > 0 && named.length > 0)
    throw new Error(
      `${named.map(shellWord).join(' ')} can't stand before --: with --as-is, the command is all that stands behind it.`,
    );
  if (words.length === 0)
    throw new Error('Which program? Give its command behind --, as in npx logtorture check --as-is -- python3 app.py.');
  return programWriter(asIsOf(words, options), terms);
}

function asIsOf(command: readonly string[], options: ProgramOptions): AsIs {
  const { file = liveName, files, before, with: others, drive, keeps, mayRemove } = options;
  return {
    command,
    file,
    ...(files !== undefined && { files }),
    ...(before !== undefined && { before }),
    ...(others !== undefined && { with: others }),
    ...(drive !== undefined && { drive }),
    ...(keeps !== undefined && { keeps }),
    ...(mayRemove !== undefined && { mayRemove }),
  };
}
