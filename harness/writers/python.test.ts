import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { withDir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findPython, pythonCommand } from './python.js';

// What was found is kept, so a test that changes the environment takes a fresh module.
beforeEach(() => {
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test('finds nothing but a reason where the named Python does not exist', async () => {
  vi.stubEnv('LOGTORTURE_PYTHON', '/nowhere/python3');
  const fresh = await import('./python.js');
  const reason = expect.stringMatching(/^\/nowhere\/python3 does not run: .*ENOENT.*LOGTORTURE_PYTHON\.$/su);
  expect(fresh.findPython()).toEqual({ unavailable: reason });
  expect(() => fresh.pythonCommand('size')).toThrow('The writer python-size is unavailable: /nowhere/python3');
});

test('finds nothing but a reason where the named program is no Python', async () => {
  vi.stubEnv('LOGTORTURE_PYTHON', 'true');
  const fresh = await import('./python.js');
  expect(fresh.findPython()).toEqual({
    unavailable: expect.stringContaining('true does not run: it printed no version'),
  });
});

test('finds nothing but a reason where the named program fails', async () => {
  vi.stubEnv('LOGTORTURE_PYTHON', 'cat');
  const fresh = await import('./python.js');
  expect(fresh.findPython()).toEqual({
    unavailable: expect.stringMatching(/^cat does not run: .*cat.*[^.]\. Install Python 3/u),
  });
});

// A machine without Python has no real handlers to test.
if (!('unavailable' in findPython())) {
  describe('the real handlers', () => {
    test('answer each record, then that the log is closed, one line of input after another', async () => {
      const lines = ['first.log', 'second.log'].map((name) => ({ name, records: ['a', '100%', 'ä😀'] }));
      const { answers, contents } = await speak('file', lines);
      const each = ['ok 0', 'ok 1', 'ok 2', 'closed'];
      expect(answers).toEqual([...each, ...each]);
      expect(contents).toEqual(['a\n100%\nä😀\n', 'a\n100%\nä😀\n']);
    });

    test('pause before the records that say so', async () => {
      const { answers } = await speak('file', [{ name: 'app.log', records: ['a', 'b', 'c'], pausesMs: [0, 1] }]);
      expect(answers).toEqual(['ok 0', 'ok 1', 'ok 2', 'closed']);
    });

    test('fail every record of a log that cannot be opened, and go on with the next line', async () => {
      const lines = [
        { name: 'no/such/folder/app.log', records: ['a', 'b'] },
        { name: 'app.log', records: ['c'] },
      ];
      const { answers, stderr } = await speak('file', lines);
      expect(answers).toEqual([
        expect.stringMatching(/^fail 0 FileNotFoundError: /u),
        expect.stringMatching(/^fail 1 FileNotFoundError: /u),
        'closed',
        'ok 0',
        'closed',
      ]);
      expect(stderr).toContain('Traceback');
    });
  });
}

type Line = { readonly name: string; readonly records: readonly string[]; readonly pausesMs?: readonly number[] };

async function speak(handler: 'file' | 'size' | 'time', lines: readonly Line[]) {
  const [command, ...rest] = pythonCommand(handler);
  return await withDir(
    async ({ path }) => {
      const requests = lines.map(({ name, ...line }) => ({
        file: join(path, name),
        rotation: { kind: 'none' },
        process: 0,
        ...line,
      }));
      const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
      const { stdout, stderr } = await execa(command ?? '', rest, { input });
      const contents = stderr === '' ? requests.map(({ file }) => readFileSync(file, 'utf8')) : [];
      return { answers: stdout.split('\n'), stderr, contents };
    },
    { unsafeCleanup: true },
  );
}
