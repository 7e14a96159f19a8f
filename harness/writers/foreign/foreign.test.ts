import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../package-root.js';
import { debianVersion } from './debian.js';
import { foreignSubjects } from './index.js';
import { foreignWriter } from './subject.js';

const subjects = Object.entries(foreignSubjects);
const own = join(packageRoot, 'harness');

test('a package that is not installed makes its writer unavailable, and is named', () => {
  const subject = { packages: ['no-such-package'], rotations: ['none'], command: ['true'] } as const;
  expect(debianVersion('no-such-package')).toBeUndefined();
  expect(foreignWriter('none', subject).unavailable).toBe("Debian's package no-such-package is not installed.");
});

describe.each(subjects)('%s', (name, { packages, modules = [], command, sources = [], beside = [] }) => {
  test('is made of files that are there', () => {
    const words = [...command, ...sources, ...beside.flatMap((line) => line.split(' '))];
    for (const file of words.filter((word) => word.startsWith(own))) expect(existsSync(file), file).toBe(true);
  });

  test('is installed by install-subjects.sh', () => {
    const script = readFileSync(join(own, 'install-subjects.sh'), 'utf8');
    for (const each of packages) expect(script.split(/[\s()]+/)).toContain(each);
  });

  test('is a writer, or says why not', () => {
    const { unavailable, versions } = foreignWriter(
      name,
      foreignSubjects[name] ?? { packages, command, rotations: [] },
    );
    if (unavailable === undefined) expect(Object.keys(versions ?? {})).toEqual([...packages, ...modules]);
    else
      expect(unavailable).toMatch(/^(?:(?:Debian's|The) package \S+ is not installed|There is no \S+ on the PATH)\.$/);
  });
});
