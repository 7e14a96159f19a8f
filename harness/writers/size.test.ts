import { mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { withDir } from 'tmp-promise';
import { expect, test, vi } from 'vitest';
import type { Rotation } from '../scenario/rotation.js';
import size from './size.js';

const rotation: Rotation = { kind: 'size', maxBytes: 10, backups: 2 };

test('keeps as many backups as asked, the newest as number 1', async () => {
  await withDir(
    async ({ path }) => {
      const log = await size.open({ file: join(path, 'app.log'), rotation, process: 0 });
      for (const record of ['first', 'second', 'third', 'fourth']) await log.append(record);
      await log.close();
      const contents = readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]);
      expect(Object.fromEntries(contents)).toEqual({
        'app.log': 'fourth\n',
        'app.log.1': 'third\n',
        'app.log.2': 'second\n',
      });
    },
    { unsafeCleanup: true },
  );
});

test('loses the record whose rollover fails, prints it on stderr, and recovers with the next', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await withDir(
      async ({ path }) => {
        const log = await size.open({ file: join(path, 'app.log'), rotation, process: 0 });
        await log.append('first');
        mkdirSync(join(path, 'app.log.1', 'in the way'), { recursive: true });
        mkdirSync(join(path, 'app.log.2'));
        await log.append('lost');
        rmdirSync(join(path, 'app.log.1', 'in the way'));
        rmdirSync(join(path, 'app.log.1'));
        rmdirSync(join(path, 'app.log.2'));
        await log.append('next');
        await log.close();
        expect(stderr.mock.calls.map(([text]) => text)).toEqual([
          expect.stringMatching(/^--- Logging error ---\nError: E[^]*unlink[^]*\nMessage: "lost"\n/u),
        ]);
        expect(readFileSync(join(path, 'app.log.1'), 'utf8')).toBe('first\n');
        expect(readFileSync(join(path, 'app.log'), 'utf8')).toBe('next\n');
      },
      { unsafeCleanup: true },
    );
  } finally {
    stderr.mockRestore();
  }
});

test('refuses any other rotation', () => {
  expect(() => size.open({ file: '/nowhere/app.log', rotation: { kind: 'none' }, process: 0 })).toThrow(
    'The writer size rotates by size only: it was asked for none.',
  );
});
