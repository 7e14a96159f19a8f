import { join } from 'node:path';
import which from 'which';
import type { Numbering } from '../../execution/log-names.js';
import { packageRoot } from '../../package-root.js';
import type { RecordContent } from '../../scenario/content.js';
import type { Rotation } from '../../scenario/rotation.js';
import type { Sizes } from '../../scenario/sizes.js';
import { installedVersion } from '../installed-version.js';
import { ownPath } from '../version-managers.js';
import type { WriterProgram } from '../writer-program.js';
import { buildOf, type Build } from './build.js';
import { debianVersion } from './debian.js';

/** A logger, or a way to write logs, of another language, as Debian has it. */
export interface Subject {
  /** The packages that it is made of: without one of them it is unavailable. */
  readonly packages: readonly string[];
  /** The same from npm. */
  readonly modules?: readonly string[];
  readonly rotations: readonly Rotation['kind'][];
  /** A program that is no path is looked for; `{out}` in a word, also of what runs beside, stands for the folder in which it is built. */
  readonly command: readonly string[];
  /** What it is compiled from, and how, where it is. */
  readonly sources?: readonly string[];
  readonly build?: Omit<Build, 'folder'>;
  readonly sizes?: Sizes;
  readonly takes?: readonly RecordContent[];
  readonly numbering?: Numbering;
  readonly files?: string;
  readonly lines?: true;
  readonly beside?: readonly string[];
  /** Why one schedule does not always give one execution of it. */
  readonly varies?: string;
}

export type Subjects = Readonly<Record<string, Subject>>;

/** A file of this folder, such as a program that drives a logger. */
export function foreignFile(...path: readonly string[]): string {
  return join(packageRoot, 'harness', 'writers', 'foreign', ...path);
}

/** A subject as a writer. It promises nothing: what holds, the table says. */
export function foreignWriter(
  name: string,
  { packages, modules = [], sources, build: how, ...subject }: Subject,
): WriterProgram {
  const writer: WriterProgram = { name, guarantees: [], guaranteesAlone: [], ...subject };
  const versions: Record<string, string> = {};
  for (const each of packages) {
    const version = debianVersion(each);
    if (version === undefined) return { ...writer, unavailable: `Debian's package ${each} is not installed.` };
    versions[each] = version;
  }
  for (const each of modules) {
    try {
      versions[each] = installedVersion(each);
    } catch {
      return { ...writer, unavailable: `The package ${each} is not installed.` };
    }
  }
  const [program = '', ...words] = writer.command;
  const found = program.includes('/') ? program : which.sync(program, { nothrow: true, path: ownPath() });
  if (found === null) return { ...writer, unavailable: `There is no ${program} on the PATH.` };
  if (how === undefined || sources === undefined) return { ...writer, command: [found, ...words], versions };
  const build = buildOf(sources, how, versions);
  const inFolder = (word: string): string => word.replaceAll('{out}', build.folder);
  const { beside } = writer;
  return {
    ...writer,
    command: writer.command.map(inFolder),
    ...(beside !== undefined && { beside: beside.map(inFolder) }),
    build,
    versions,
  };
}
