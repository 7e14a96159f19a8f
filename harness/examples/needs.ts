import { delimiter, join } from 'node:path';
import which from 'which';
import { packageRoot } from '../package-root.js';
import { findPython } from '../writers/python.js';
import { requirePackage } from '../writers/require-package.js';
import type { Example } from './example.js';

/** With five backups: the oldest goes while there are six files, just before there is a new one. */
export const fiveBackups = { keeps: 5 } as const;

/** What starts workers of its own, or stands beside something else, is started once. */
export const oneCopy = { copies: { min: 1, max: 1 } } as const;

/** Where a file of an example lies. */
export function inFolder(...path: readonly string[]): string {
  return join(packageRoot, 'harness', 'examples', ...path);
}

/** Services are often not on the PATH of an ordinary user. */
const path = [process.env['PATH'], '/usr/local/sbin', '/usr/sbin', '/sbin'].join(delimiter);

/** Where a program lies, or just its name where it is not installed. */
export function pathOf(program: string): string {
  return which.sync(program, { path, nothrow: true }) ?? program;
}

/** Python itself, not what a version manager has put on the PATH in its stead. */
export function python(): string {
  const found = findPython();
  return 'executable' in found ? found.executable : 'python3';
}

/** Says which of these programs and npm packages are not installed. */
export function needing(programs: readonly string[], packages: readonly string[] = []): Pick<Example, 'unavailable'> {
  const names = [
    ...programs.filter((program) => which.sync(program, { path, nothrow: true }) === null),
    ...packages.filter((name) => !isInstalled(name)),
  ];
  return names.length === 0 ? {} : { unavailable: `It needs ${names.join(' and ')}.` };
}

function isInstalled(name: string): boolean {
  try {
    requirePackage.resolve(name);
    return true;
  } catch {
    return false;
  }
}
