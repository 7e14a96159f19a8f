import { chmodSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { newDirectory } from '../../processes/directory.js';
import type { Rotation } from '../../scenario/rotation.js';
import { openRotatingFile } from './rotating-file.js';

let directory = newDirectory();
afterEach(() => {
  directory.remove();
  directory = newDirectory();
});
const pathOf = (name: string): string => join(directory.path, name);
const atTen = (backups: number): Rotation => ({ kind: 'size', maxBytes: 10, backups });

function append(lines: readonly string[], rotation: Rotation): void {
  const log = openRotatingFile(pathOf('app.log'), rotation);
  for (const line of lines) log.append(line);
  log.close();
}

function contents(): Record<string, string> {
  const names = readdirSync(directory.path).toSorted();
  return Object.fromEntries(names.map((name) => [basename(name), readFileSync(pathOf(name), 'utf8')]));
}

test('keeps every file within the threshold, and only the newest backups', () => {
  append(['1', '2', '3', '4', '5', '6', '7', '8', '9', 'longer than ten', 'a'], atTen(2));
  expect(contents()).toEqual({
    'app.log': 'a\n',
    'app.log.1': 'longer than ten\n',
    'app.log.2': '6\n7\n8\n9\n',
  });
});

test('moves no backup beyond a number that is free', () => {
  writeFileSync(pathOf('app.log'), 'newest....\n');
  writeFileSync(pathOf('app.log.1'), 'newer\n');
  writeFileSync(pathOf('app.log.3'), 'oldest\n');
  append(['next'], atTen(3));
  expect(contents()).toEqual({
    'app.log': 'next\n',
    'app.log.1': 'newest....\n',
    'app.log.2': 'newer\n',
    'app.log.3': 'oldest\n',
  });
});

test('empties the log where no backups are kept', () => {
  append(['123456', '123'], atTen(0));
  expect(contents()).toEqual({ 'app.log': '123\n' });
});

test('begins a file when the period of the last record is over', () => {
  const rotation: Rotation = { kind: 'time', periodMs: 1000, backups: 9 };
  writeFileSync(pathOf('app.log'), 'earlier\n');
  utimesSync(pathOf('app.log'), 1, 1);
  append(['now'], rotation);
  expect(contents()).toEqual({ 'app.log': 'now\n', 'app.log.1': 'earlier\n' });
});

test('ends a line that somebody has left torn, also while it is open', () => {
  const log = openRotatingFile(pathOf('app.log'), { kind: 'none' });
  writeFileSync(pathOf('app.log'), 'one\ntor');
  log.append('two');
  writeFileSync(pathOf('app.log'), 'again', { flag: 'a' });
  log.append('three');
  log.close();
  expect(contents()).toEqual({ 'app.log': 'one\ntor\ntwo\nagain\nthree\n' });
});

test('gives the next file the mode of the last one, even when somebody else has left none', () => {
  append(['123456'], atTen(9));
  chmodSync(pathOf('app.log'), 0o600);
  append(['123456', '123456'], atTen(9));
  const modes = readdirSync(directory.path).map((name) => statSync(pathOf(name)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600, 0o600]);
});
