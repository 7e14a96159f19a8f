import { execFileSync } from 'node:child_process';
import { basename, delimiter, dirname, join } from 'node:path';
import { startMarked } from '../gate/index.js';

let known: { readonly given: string; readonly path: string } | undefined;

/**
 * A PATH on which programs stand themselves, where a version manager (pyenv, rbenv, nodenv) has put scripts of its own before them:
 * each of these starts dozens of processes, all of which would be held.
 */
export function withoutShims(given: string): string {
  if (known?.given !== given) known = { given, path: given.split(delimiter).map(behind).join(delimiter) };
  return known.path;
}

/** The PATH of this process, without such scripts. */
export function ownPath(): string {
  return withoutShims(process.env['PATH'] ?? '/usr/bin:/bin');
}

function behind(folder: string): string {
  if (basename(folder) !== 'shims') return folder;
  const root = dirname(folder);
  const manager = join(root, 'bin', basename(root).replace(/^\./, ''));
  try {
    const prefixes = startMarked(() =>
      execFileSync(manager, ['prefix'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    return prefixes
      .trim()
      .split(delimiter)
      .map((prefix) => join(prefix, 'bin'))
      .join(delimiter);
  } catch {
    // It is none of those, or has no version to give.
    return folder;
  }
}
