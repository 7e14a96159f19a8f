import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import * as v from 'valibot';
import which from 'which';
import { numberings } from '../execution/log-names.js';
import { startMarked } from '../gate/index.js';
import { faultIn, shortageTold } from '../machine-fault.js';
import { didYouMean } from './did-you-mean.js';
import { compiledModule } from '../package-root.js';
import { programOf, type WriterProgram } from './writer-program.js';
import { rotationKindsSchema } from '../scenario/rotation.js';
import { loadLimitMs, whyNotLoaded } from './why-not-loaded.js';
import { assertWriter, claimsSchema, takesSchema, type Writer } from './writer.js';
import { ownPath } from './version-managers.js';
import { versionsOfCommand, versionsOfModule } from './sources.js';
import { toldAtStart, type Telling } from './told-writer.js';
import { writerNamed, writerNames } from './index.js';

const descriptionSchema = v.object({
  name: v.string(),
  rotations: rotationKindsSchema,
  guarantees: v.exactOptional(claimsSchema),
  guaranteesAlone: v.exactOptional(claimsSchema),
  takes: v.exactOptional(takesSchema),
  numbering: v.exactOptional(v.picklist(numberings)),
  files: v.exactOptional(v.string()),
});

/** A module's path, relative to the current folder, or its address; or a command, word by word. */
export type WriterSource = string | URL | readonly string[];

/**
 * A writer of one's own, as `expectHolds` and `scenarios` take it: a module whose default export is a writer, a command
 * that speaks the command protocol, or the object that a module exports with the place where that stands. What is told beside it may be
 * that the command finds its records as lines on its standard input, and what runs beside its processes.
 * @throws {Error} that says why it can't be loaded.
 */
export function loadWriter(source: WriterSource, telling?: Telling): Promise<WriterProgram>;
export function loadWriter(writer: Writer, module: string | URL, telling?: Telling): Promise<WriterProgram>;
export async function loadWriter(
  source: WriterSource | Writer,
  module?: string | URL | Telling,
  telling: Telling = {},
): Promise<WriterProgram> {
  const isTold = typeof module === 'object' && !(module instanceof URL);
  return isTold
    ? toldAtStart(await writerFrom(source), module)
    : toldAtStart(await writerFrom(source, module), telling);
}

async function writerFrom(source: WriterSource | Writer, module?: string | URL): Promise<WriterProgram> {
  if (typeof source === 'string') return findWriter(isAddress(source) ? fileURLToPath(source) : source);
  if (source instanceof URL) return findWriter(fileURLToPath(source));
  if (isCommand(source)) return commandWriter(source);
  assertWriter(source);
  if (module === undefined)
    throw new Error(
      `loadWriter was given the writer ${source.name} itself, but not where it stands: each process loads it for itself. ` +
        'Give the path of its module instead, or beside it, as import.meta.url does.',
    );
  const shown = module instanceof URL || isAddress(module) ? fileURLToPath(module) : module;
  const path = resolve(shown);
  if (!existsSync(path)) throw new Error(`There is no module ${shown} to load the writer ${source.name} from.`);
  return namedByModule(programOf(source, path), path, shown);
}

function isAddress(text: string | URL): text is string {
  return typeof text === 'string' && text.startsWith('file:');
}

function isCommand(source: readonly string[] | Writer): source is readonly string[] {
  return Array.isArray(source);
}

/**
 * The writer that a name or a module's path stands for.
 * @param mostMs how long a module may take to load, where that is less than usual.
 * @throws {Error} one line that says why there is none.
 */
export async function findWriter(nameOrPath: string, mostMs: number = Infinity): Promise<WriterProgram> {
  const builtIn = writerNamed(nameOrPath);
  if (builtIn?.unavailable !== undefined) throw new Error(`${nameOrPath} is unavailable: ${builtIn.unavailable}`);
  if (builtIn !== undefined) return builtIn;
  const path = resolve(nameOrPath);
  if (existsSync(path)) return describeModule(nameOrPath, path, Math.min(mostMs, loadLimitMs()));
  const meant = didYouMean(nameOrPath, writerNames);
  if (meant !== '') throw new Error(`There is no writer ${nameOrPath}.${meant}`);
  throw new Error(
    `There is no writer ${nameOrPath}: it is neither a file nor one of ${writerNames.join(', ')}. ` +
      'A writer of your own is named by the path of its module, or given as a command behind --.',
  );
}

/** Asks a host, so that what the module loads stays out of this process. */
async function describeModule(shown: string, path: string, limitMs: number): Promise<WriterProgram> {
  const words = [compiledModule('processes/host/host.js'), path, '--describe'];
  const described = await startMarked(() => execa(process.execPath, words, { reject: false, timeout: limitMs }));
  const description = descriptionIn(described.stdout);
  const shortage = described.exitCode === 0 ? undefined : shortageTold(described.stderr);
  if (shortage !== undefined)
    throw faultIn(`The module ${shown} does not load: ${whyNotLoaded(described, limitMs)}`, shortage);
  if (described.exitCode !== 0 || description === undefined)
    throw new Error(`The module ${shown} does not load as a writer: ${whyNotLoaded(described, limitMs)}`);
  return namedByModule(programOf(v.parse(descriptionSchema, description), path), path, shown);
}

/** The host prints it as its last line: what a module writes to descriptor 1 while it loads comes before. */
function descriptionIn(stdout: string): unknown {
  try {
    return JSON.parse(stdout.split('\n').at(-1) ?? '');
  } catch {
    return undefined;
  }
}

function namedByModule(program: WriterProgram, path: string, shown: string): WriterProgram {
  return { ...program, namedBy: ['--writer', shown], versions: versionsOfModule(path) };
}

/**
 * A command in any language as a writer: it speaks the command protocol. What it promises is not known.
 * @throws {Error} when there is no such program.
 */
export async function commandWriter(command: readonly string[]): Promise<WriterProgram> {
  const [file = '', ...args] = command;
  const executable = await which(file, { nothrow: true, path: ownPath() });
  if (executable === null) throw new Error(`There is no program ${file} to run as a writer.`);
  return {
    name: command.join(' '),
    rotations: ['none', 'size', 'time'],
    guarantees: [],
    guaranteesAlone: [],
    command: [executable, ...args],
    namedBy: ['--', ...command],
    versions: versionsOfCommand(command),
  };
}
