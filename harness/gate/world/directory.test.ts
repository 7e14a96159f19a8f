import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { moved, nameIn, openDirectory, type Directory } from './directory.js';
import { gateSupport } from '../launch/support.js';

const directory: Directory = {
  path: '/logs/one',
  device: 1,
  inodes: new Map(),
  locked: new Map(),
  names: new Map(),
  lastOrdinal: 0,
  hasLinks: false,
  sinceMs: 0,
};

it.each([
  ['/logs/one/app.log', 'app.log'],
  ['/logs/one', '.'],
  ['/logs/one/', '.'],
  ['/logs/one/old/../app.log', 'app.log'],
  ['/logs//one/./app.log', 'app.log'],
  ['/logs/one/old/', 'old'],
  ['/logs/one/../two/app.log', undefined],
  ['/logs/one.log', undefined],
  ['/elsewhere', undefined],
])('%s is %s in /logs/one', (path, name) => {
  expect(nameIn(directory, path)).toBe(name);
});

it.runIf(gateSupport().able)('numbers what is there by name, and follows a folder that is renamed', () => {
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'logtorture-größe-'));
  expect(() => openDirectory(`${path}/../${basename(path)}`, 0)).toThrow('give its real path');
  mkdirSync(join(path, 'old'));
  for (const name of ['old/b.log', 'a.log']) writeFileSync(join(path, name), '');
  const opened = openDirectory(path, 0);
  const names = (): (string | undefined)[] =>
    [...opened.inodes.values()].toSorted((one, other) => one.ordinal - other.ordinal).map((inode) => inode.path);
  expect(names()).toEqual(['.', 'a.log', 'old', 'old/b.log']);
  moved(opened, 'old', 'older');
  moved(opened, 'a.log', undefined);
  expect(names()).toEqual(['.', undefined, 'older', 'older/b.log']);
  rmSync(path, { recursive: true });
});
