import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { AsIs } from './as-is.js';

/**
 * A program with the files that its words name in the current folder made absolute: each execution runs in a directory of its own, where they
 * are not. The log stays what it is in that directory, even where the current folder holds one of its name.
 */
export function withOwnFiles(asIs: AsIs): AsIs {
  const { command, before, with: others, drive } = asIs;
  const inShell = (line: string): string => lineWithOwnFiles(line, asIs.file);
  return {
    ...asIs,
    command: command.map((word) => absolute(word, asIs)),
    ...(before !== undefined && { before: inShell(before) }),
    ...(others !== undefined && { with: others.map(inShell) }),
    ...(drive !== undefined && { drive: drive.map(inShell) }),
  };
}

/** A line of a shell with the files that it names in the current folder made absolute. */
export function lineWithOwnFiles(line: string, file: string): string {
  return line.replaceAll(shellWords, (word) => absolute(word, { file }));
}

/** The files that its words name, such as scripts and configurations, where the words are absolute. */
export function ownFiles(asIs: AsIs): string[] {
  const { command, before = '', with: others = [], drive = [] } = asIs;
  const words = [...command, ...[before, ...others, ...drive].flatMap((line) => line.match(shellWords) ?? [])];
  return [...new Set(words.map((word) => word.slice(word.indexOf('=') + 1)))].filter(
    (word) => isAbsolute(word) && kindOf(word) === 'file' && !isSystems(word),
  );
}

/** What comes with the system is no part of the program. */
function isSystems(file: string): boolean {
  return /^\/(?:usr|bin|sbin|lib|lib64|etc|proc|sys)\//.test(file);
}

/** Words of a shell command that stand there as they are, without quotes. */
const shellWords = /(?<=^|[\s;|&(<])[\w@%+=:,./-]+(?=$|[\s;|&)>])/g;

/** A word, or what stands behind the first `=` in it; a folder is named as one by a slash. */
function absolute(word: string, { file }: Pick<AsIs, 'file'>): string {
  const at = word.indexOf('=') + 1;
  const path = word.slice(at);
  const kind = isAbsolute(path) || path === file ? undefined : kindOf(path);
  const isMeant = kind === 'file' || (kind === 'folder' && path.includes('/'));
  return isMeant ? word.slice(0, at) + resolve(path) : word;
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  const stats = path === '' ? undefined : statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return 'folder';
  return stats?.isFile() === true ? 'file' : undefined;
}
