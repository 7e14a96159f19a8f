import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { packageRoot } from '../package-root.js';
import { canaries, correctNeighbours } from './canaries/index.js';
import { builtInWriters } from './index.js';
import { remedyCanaries } from './remedies/broken/index.js';

const imported = /^(?:import|export) .*from '(\.[^']+)';$|^import '(\.[^']+)';$/gm;
/** Of the most that one needs today, and a few. */
const most = 30;

/** Hundreds of processes load it. */
test('what a process of a writer loads of this repository is little', () => {
  const programs = [
    ...builtInWriters(),
    ...correctNeighbours.map(({ program }) => program),
    ...[...canaries, ...remedyCanaries].map(({ program }) => program),
  ];
  const modules = programs.flatMap(({ command }) => command.filter(isCompiled).map(pathOf));
  expect(modules.length).toBeGreaterThan(50);
  const heavy = [...new Set(modules)].map((module) => ({ module, loads: loadedBy(module).size }));
  expect(heavy.some(({ loads }) => loads > 5)).toBe(true);
  expect(heavy.filter(({ loads }) => loads > most)).toEqual([]);
});

function isCompiled(word: string): boolean {
  return word.includes(`${packageRoot}/dist/harness/writers/`);
}

function pathOf(word: string): string {
  return word.startsWith('file:') ? fileURLToPath(word.replace(/#.*/, '')) : word;
}

function loadedBy(module: string, loaded: Set<string> = new Set()): ReadonlySet<string> {
  if (loaded.has(module) || !existsSync(module)) return loaded;
  loaded.add(module);
  for (const [, first, second] of readFileSync(module, 'utf8').matchAll(imported))
    loadedBy(resolve(dirname(module), first ?? second ?? ''), loaded);
  return loaded;
}
