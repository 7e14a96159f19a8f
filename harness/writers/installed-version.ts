import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { requirePackage } from './require-package.js';

const manifest = v.object({ name: v.string(), version: v.string() });

/**
 * The version of a package from npm. What a package exports need not include its manifest, so that is looked for above the
 * module that it exports.
 * @throws {Error} when it is not installed.
 */
export function installedVersion(name: string): string {
  const module = requirePackage.resolve(name);
  for (let folder = dirname(module); folder !== dirname(folder); folder = dirname(folder)) {
    const found = v.safeParse(manifest, readJson(join(folder, 'package.json')));
    if (found.success && found.output.name === name) return found.output.version;
  }
  throw new Error(`The package ${name} has no manifest above ${module}.`);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
