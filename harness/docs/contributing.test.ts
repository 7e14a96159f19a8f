import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { openDocument } from './fixtures/document.js';

/** How many files it takes to add something. */
const files: Readonly<Record<string, number>> = {
  '### A writer': 2,
  '### A property': 1,
  '### A claim': 4,
  '### A scheduler': 2,
  '### A system call': 2,
};

const document = openDocument('harness/README.md');
const diffs = Object.keys(files).flatMap((heading) => {
  const diff = /```diff\n(.*?)```/s.exec(document.below(heading))?.[1];
  return diff === undefined ? [] : [{ heading, diff }];
});

describe('what the section on contributing shows', () => {
  const copy = newDirectory();
  afterAll(copy.remove);
  beforeAll(() => {
    for (const name of ['harness', 'properties', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
      cpSync(join(packageRoot, name), join(copy.path, name), { recursive: true });
    symlinkSync(join(packageRoot, 'node_modules'), join(copy.path, 'node_modules'));
  });

  // Where the copy lies inside a repository, git would skip these files without a word.
  const env = { GIT_CEILING_DIRECTORIES: dirname(copy.path) };
  const apply = (diff: string, ...options: readonly string[]) =>
    execa('git', ['apply', '-C1', ...options], { cwd: copy.path, input: diff, env });

  test.each(diffs)('$heading takes as few files as it says', ({ heading, diff }) => {
    expect(diff.match(/^\+\+\+ b\//gm)).toHaveLength(files[heading] ?? 0);
  });

  test('applies to the tree as it is, compiles, and can be taken back', async () => {
    for (const { diff } of diffs) await apply(diff);
    const added = diffs.flatMap(({ diff }) =>
      Array.from(diff.matchAll(/^--- \/dev\/null\n\+\+\+ b\/(.+)$/gm), ([, file = '']) => file),
    );
    expect(added.map((file) => [file, existsSync(join(copy.path, file))])).toEqual(added.map((file) => [file, true]));
    await execa('tsc', ['--noEmit'], { cwd: copy.path, preferLocal: true });
    for (const { diff } of diffs.toReversed()) await apply(diff, '--reverse');
    expect(added.filter((file) => existsSync(join(copy.path, file)))).toEqual([]);
  });
});
