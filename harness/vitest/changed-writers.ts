import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { execaSync } from 'execa';
import { packageRoot } from '../package-root.js';
import { writerNames } from '../writers/index.js';

const option = '--changed';
const module = /^harness\/writers\/(?:libraries\/|remedies\/)?([\w-]+)\.ts$/;

/**
 * The writers that have changed, where Vitest is asked for what has changed and it is nothing but modules of writers. Every property
 * imports all writers, but a change of one concerns no other.
 * @param args the command line of Vitest.
 */
export function changedWriters(
  args: readonly string[],
  changedSince: (commit: string) => readonly string[] = changedFiles,
): readonly string[] | undefined {
  const at = args.findIndex((word) => word === option || word.startsWith(`${option}=`));
  if (at === -1) return undefined;
  const [, given = args[at + 1] ?? ''] = (args[at] ?? '').split('=');
  return writersIn(changedSince(given.startsWith('-') || given.includes('.') ? '' : given));
}

/** The same of what was written after an instant, in milliseconds since 1970. */
export function writersWrittenAfter(ms: number): readonly string[] | undefined {
  const folders = ['harness', 'properties'].map((folder) => join(packageRoot, folder));
  const entries = folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }));
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return writersIn(files.filter((file) => statSync(file).mtimeMs > ms).map((file) => relative(packageRoot, file)));
}

function writersIn(files: readonly string[]): readonly string[] | undefined {
  const names = files.map((file) => module.exec(file)?.[1] ?? '');
  return names.length > 0 && names.every((name) => writerNames.includes(name)) ? [...new Set(names)] : undefined;
}

/** The files of the repository that differ from a commit, new ones included; none where git can't tell. */
function changedFiles(since: string): readonly string[] {
  const commands = [
    ['diff', '--name-only', since === '' ? 'HEAD' : since],
    ['ls-files', '--others', '--exclude-standard'],
  ];
  const printed = commands.map((args) => execaSync('git', args, { cwd: packageRoot, reject: false }));
  return printed.flatMap(({ stdout }) => stdout.split('\n')).filter((file) => file !== '');
}
