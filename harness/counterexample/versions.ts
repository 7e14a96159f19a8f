import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiledModule, packageRoot } from '../package-root.js';

const { version }: { readonly version: string } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));

/** What something was found with. */
export const versions: Readonly<Record<string, string>> = {
  logtorture: version,
  node: process.version,
};

let code: string | undefined;

/** A digest of logtorture's own code as it is run: while it is worked on, that changes without another version. */
export function ownCode(): string {
  code ??= digest();
  return code;
}

function digest(): string {
  const hash = createHash('sha256');
  // What is compiled, and what is run as it is.
  for (const folder of [compiledModule(''), join(packageRoot, 'harness', 'writers')]) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isRun).toSorted();
    for (const name of names) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 8);
}

function isRun(name: string): boolean {
  return /\.(?:js|py|rb)$/.test(name) && !name.endsWith('.test.js');
}
