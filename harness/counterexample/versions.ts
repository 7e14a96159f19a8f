import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { packageRoot } from '../package-root.js';

/** What something was found with. */
export const versions: Readonly<Record<string, string>> = {
  logtorture: v.parse(
    v.object({ version: v.string() }),
    JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')),
  ).version,
  node: process.version,
};
