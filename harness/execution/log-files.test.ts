import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { withDir } from 'tmp-promise';
import { describe, expect, test } from 'vitest';
import { readLog, type LogFile } from './log-files.js';
import type { Numbering } from './log-names.js';

describe('readLog', () => {
  test.each([
    { style: 'only a live one', names: ['app.log'] },
    { style: 'none, before anything is written', names: [] },
    { style: 'rotated ones without a live one', names: ['app.log.2', 'app.log.1'] },
    { style: 'numbers', names: ['app.log.11', 'app.log.10', 'app.log.9', 'app.log.2', 'app.log.1', 'app.log'] },
    { style: 'dates', names: ['app.log.2025-12-31', 'app.log.2026-01-01', 'app.log.2026-11-22', 'app.log'] },
    { style: 'dates without dashes', names: ['app.log-20251231', 'app.log-20261122', 'app.log'] },
    {
      style: 'dates and times',
      names: ['app.log.2026-11-22_09-59-59', 'app.log.2026-11-22_10-00-00', 'app.log.2026-11-22_10-00-01', 'app.log'],
    },
    {
      style: 'dates, and numbers behind them',
      names: ['app.log.2026-11-21', 'app.log.2026-11-22', 'app.log.2026-11-22.1', 'app.log.2026-11-22.10', 'app.log'],
    },
    { style: 'numbers before the extension', names: ['app.1.log', 'app.2.log', 'app.10.log', 'app.log'] },
    { style: 'numbers right behind the stem', names: ['app1.log', 'app2.log', 'app.log'] },
    { style: 'dates before the extension', names: ['app-2026-11-21.log', 'app-2026-11-22.log', 'app.log'] },
    {
      style: 'dates and numbers before the extension',
      names: ['app.2026-11-21.2.log', 'app.2026-11-22.1.log', 'app.2026-11-22.2.log', 'app.log'],
    },
    { style: 'packed files among others', names: ['app.log.3.gz', 'app.log.2.gz', 'app.log.1', 'app.log'] },
    {
      style: 'one log a process',
      names: ['app.log.p1.2', 'app.log.p0.1', 'app.log.p1.1', 'app.log.p0', 'app.log.p1', 'app.log.p10'],
    },
    { style: 'one that is old', names: ['app.old.log', 'app.log'] },
    { style: 'packed files with dates', names: ['app-2026-11-21.log.gz', 'app-2026-11-22.log', 'app.log'] },
  ])('reads by the usual names from the oldest to the live file: $style', async ({ names }) => {
    const files = await readUsual(Object.fromEntries(names.toReversed().map((name) => [name, contentOf(name)])));
    expect(files).toEqual(names.map((name) => ({ name, text: `in ${name}\n` })));
  });

  test('takes a number behind a live file without an extension for its age too', async () => {
    const files = await readUsual({ log: 'c', 'log.1': 'b', 'log.2': 'a' }, 'log');
    expect(files.map(({ name }) => name)).toEqual(['log.2', 'log.1', 'log']);
  });

  test('reads numbers that go onwards from the first file, and takes the newest for the live one', async () => {
    const files = await readUsual({ 'app1.log': 'b', 'app2.log': 'c', 'app.log': 'a' }, 'app.log', 'onwards');
    expect(files.map(({ text, live }) => ({ text, live }))).toEqual([
      { text: 'a', live: false },
      { text: 'b', live: false },
      { text: 'c', live: true },
    ]);
    const packed = await readUsual(
      { 'app1.log.gz': gzipSync('b'), 'app2.log': 'c', 'app.log.gz': gzipSync('a') },
      'app.log',
      'onwards',
    );
    expect(packed.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    const dated = await readUsual(
      { 'app.2026-11-22.1.log': 'c', 'app.2026-11-22.log': 'b', 'app.2026-11-21.2.log': 'a' },
      'app.log',
      'onwards',
    );
    expect(dated.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  });

  test('reads numbers that go backwards from the highest to the live file', async () => {
    const files = await readUsual(
      { 'app1.log': 'b', 'app2.log': 'a', 'app.log': 'd', 'app.log.gz': gzipSync('c') },
      'app.log',
      'backwards',
    );
    expect(files.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('gives every byte as one character', async () => {
    const [file] = await readUsual({ 'app.log': Buffer.from([0, 0x0a, 0x7f, 0xc3, 0xa4, 0xff]) });
    expect(file).toEqual({ name: 'app.log', text: '\0\n\x7f\xc3\xa4\xff' });
  });

  test('says of a packed file that is damaged what is wrong with it, and reads the others', async () => {
    const whole = gzipSync('packed\n');
    const files = await readUsual({
      'app.log.3.gz': 'not packed',
      'app.log.2.gz': whole.subarray(0, whole.length - 9),
      'app.log.1.gz': whole,
      'app.log': 'live\n',
    });
    expect(files).toEqual([
      { name: 'app.log.3.gz', text: 'not packed' },
      { name: 'app.log.2.gz', text: '', damaged: 'unexpected end of file' },
      { name: 'app.log.1.gz', text: 'packed\n' },
      { name: 'app.log', text: 'live\n' },
    ]);
  });

  test.each([undefined, 'usual'] as const)(
    'leaves out what is no part of the log, names given: %s',
    async (numbering) => {
      const strangers = [
        '.app.log.swp',
        '.d41d8cd9-audit.json',
        'app.log.audit.json',
        'app.log.lock',
        'app.log.1.lock',
        'app.log.p0.lock',
        'app.log.pid',
        'app.log.1.gz.tmp',
        'app.log.tmp',
        'app.log~',
        'app.json',
        'app',
        'application.log',
        'application.log.1',
        'other.log',
        'my-app.log',
      ];
      const files = await readNamed(numbering, {
        ...Object.fromEntries(strangers.map((name) => [name, 'x'])),
        'app.log': 'live\n',
      });
      expect(files).toEqual([{ name: 'app.log', text: 'live\n' }]);
    },
  );

  test('leaves out a lock that is a directory', async () => {
    await withDir(
      async ({ path }) => {
        mkdirSync(join(path, 'app.log.lock'));
        expect(readLog(join(path, 'app.log')).files).toEqual([]);
      },
      { unsafeCleanup: true },
    );
  });
});

function contentOf(name: string): string | Buffer {
  const text = `in ${name}\n`;
  return name.endsWith('.gz') ? gzipSync(text) : text;
}

/** Reads the log of a directory that holds just these files, written in their order, by their names. */
function readUsual(contents: Contents, live?: string, numbering: Numbering = 'usual'): Promise<readonly LogFile[]> {
  return readNamed(numbering, contents, live);
}

type Contents = Readonly<Record<string, string | Buffer>>;

async function readNamed(
  numbering: Numbering | undefined,
  contents: Contents,
  live = 'app.log',
): Promise<readonly LogFile[]> {
  const { result } = await withDir(
    async ({ path }) => {
      for (const [name, content] of Object.entries(contents)) writeFileSync(join(path, name), content);
      return { result: readLog(join(path, live), { numbering }).files };
    },
    { unsafeCleanup: true },
  );
  return result;
}
