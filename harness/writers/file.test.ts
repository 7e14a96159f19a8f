import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDir } from 'tmp-promise';
import { expect, test, vi } from 'vitest';
import file from './file.js';

test('appends to what is there', async () => {
  await withDir(
    async ({ path }) => {
      const log = join(path, 'app.log');
      writeFileSync(log, 'earlier\n');
      const opened = await file.open({ file: log, rotation: { kind: 'none' }, process: 0 });
      await opened.append('ä');
      await opened.append('');
      await opened.close();
      expect(readFileSync(log, 'utf8')).toBe('earlier\nä\n\n');
    },
    { unsafeCleanup: true },
  );
});

test('acknowledges a record that the disk refused, and prints the error on stderr', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await withDir(
      async ({ path }) => {
        const log = join(path, 'app.log');
        symlinkSync('/dev/full', log);
        const opened = await file.open({ file: log, rotation: { kind: 'none' }, process: 0 });
        await opened.append('refused');
        expect(stderr.mock.calls.map(([text]) => text)).toEqual([
          expect.stringMatching(/^--- Logging error ---\nError: ENOSPC[^]*\nMessage: "refused"\nArguments: \(\)\n$/u),
        ]);
        expect(() => opened.close()).toThrow('ENOSPC');
      },
      { unsafeCleanup: true },
    );
  } finally {
    stderr.mockRestore();
  }
});

test('refuses a rotation', () => {
  const rotation = { kind: 'size', maxBytes: 1, backups: 1 } as const;
  expect(() => file.open({ file: '/nowhere/app.log', rotation, process: 0 })).toThrow(
    'The writer file never rotates: it was asked to by size.',
  );
});
