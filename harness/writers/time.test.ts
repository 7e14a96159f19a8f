import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDir } from 'tmp-promise';
import { expect, test, vi } from 'vitest';
import { dateSuffix } from './cpython-date.js';
import time from './time.js';

const periodMs = 3_600_000;
const past = 1_200_000_000;

test('names a rotated file by the start of its period, and removes the oldest', async () => {
  await withDir(
    async ({ path }) => {
      const file = join(path, 'app.log');
      writeFileSync(file, 'earlier\n');
      utimesSync(file, past, past);
      writeFileSync(`${file}.2001-01-01_00-00-00`, 'oldest\n');
      const log = await time.open({ file, rotation: { kind: 'time', periodMs, backups: 1 }, process: 0 });
      await log.append('first');
      await log.append('second');
      await log.close();
      const dated = `app.log.${dateSuffix(past, Date.now() / 1000)}`;
      expect(readdirSync(path).toSorted()).toEqual(['app.log', dated]);
      expect(readFileSync(join(path, dated), 'utf8')).toBe('earlier\n');
      expect(readFileSync(file, 'utf8')).toBe('first\nsecond\n');
    },
    { unsafeCleanup: true },
  );
});

test('loses the record whose rename fails and prints it on stderr', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await withDir(
      async ({ path }) => {
        // No name can be longer than this one, so the rotated file cannot have any.
        const file = join(path, `${'a'.repeat(251)}.log`);
        writeFileSync(file, 'earlier\n');
        utimesSync(file, past, past);
        const log = await time.open({ file, rotation: { kind: 'time', periodMs, backups: 1 }, process: 0 });
        await log.append('lost');
        await log.close();
        expect(stderr.mock.calls.map(([text]) => text)).toEqual([
          expect.stringMatching(/^--- Logging error ---\nError: ENAMETOOLONG[^]*rename[^]*\nMessage: "lost"\n/u),
        ]);
        expect(readFileSync(file, 'utf8')).toBe('earlier\n');
      },
      { unsafeCleanup: true },
    );
  } finally {
    stderr.mockRestore();
  }
});

test.each([0, 500, 1500])('refuses a period of %i ms before it touches a file', async (refused) => {
  await withDir(({ path }) => {
    const file = join(path, 'app.log');
    expect(() => time.open({ file, rotation: { kind: 'time', periodMs: refused, backups: 1 }, process: 0 })).toThrow(
      `The writer time counts in whole seconds: periodMs is ${refused}, no multiple of 1000.`,
    );
    expect(existsSync(file)).toBe(false);
    return Promise.resolve();
  });
});
