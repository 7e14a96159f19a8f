import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { withDir } from 'tmp-promise';
import { describe, expect, test } from 'vitest';
import which from 'which';
import { recordText } from '../scenario/record.js';
import { isLiveFile, readLog, type HowWritten, type ReadLog } from './log-files.js';

const record = `${recordText({ process: 0, sequence: 0 }, 40)}\n`;
const piece = record.slice(20);

describe('a log without a word on its names', () => {
  test.each([
    'app.log.1',
    'app__1.log',
    'app-part1.log',
    'app.log.1.bak',
    'app.2026-01-01_00-00-00_000000.1.log',
    'app-2026-01-01T00-00-00.000Z-1.log',
    'app.log.1.zst',
    'app_1.log.gz.old',
    'app.log.1.br',
    'app.log-2026-W01-1',
    'app-01-Jan-2026-1.log',
    'app.log.0.1',
    'other',
    '.app',
    'archive/2026/app.log',
    'app.log.tmp',
  ])('is what holds its records, whatever it is called: %s', async (name) => {
    expect(namesIn(await readFrom({ [name]: record }))).toEqual([name]);
    expect(namesIn(await readFrom({ [name]: piece }))).toEqual([name]);
    expect(namesIn(await readFrom({ [name]: gzipSync(record) }))).toEqual([name]);
    expect((await readFrom({ [name]: gzipSync(record) })).files[0]?.text).toBe(record);
    expect((await readFrom({ [name]: deflateSync(record) })).files[0]?.text).toBe(record);
    expect((await readFrom({ [`${name}.br`]: brotliCompressSync(record) })).files[0]?.text).toBe(record);
  });

  test('has a file with several names once, by the name that processes were told to write to', async () => {
    const linked = await readFrom({ 'app-2026-01-01.log': record }, {}, (path) => {
      linkSync(join(path, 'app-2026-01-01.log'), join(path, 'app.log'));
      symlinkSync('app.log', join(path, 'current'));
      symlinkSync('nowhere', join(path, 'dangling'));
      symlinkSync('.', join(path, 'here'));
    });
    expect(namesIn(linked)).toEqual(['app.log']);
    const symbolic = await readFrom({ 'logs/app-2026-01-01.log': record }, {}, (path) =>
      symlinkSync('logs/app-2026-01-01.log', join(path, 'app.log')),
    );
    expect(namesIn(symbolic)).toEqual(['app.log']);
  });

  test('has the file that is a link to one elsewhere', async () => {
    const { files } = await readFrom({}, {}, (path) => {
      writeFileSync(`${path}.elsewhere`, record);
      symlinkSync(`${path}.elsewhere`, join(path, 'app.log'));
    });
    expect(files).toEqual([{ name: 'app.log', text: record }]);
  });

  test('has nothing of a lock, the number of a process, a state or an audit', async () => {
    const contents = { 'app.log.lck': '', 'app.pid': '4711\n', '.audit.json': '{"files":[]}', 'status.1': 'ok' };
    expect(namesIn(await readFrom({ ...contents, 'app.log': record }))).toEqual(['app.log']);
  });

  const programs = ['zstd', 'xz', 'bzip2', 'lz4'].filter((program) => which.sync(program, { nothrow: true }) !== null);
  test.each(programs)('is unpacked by the program that there is for it: %s', async (program) => {
    const packed = execFileSync(program, ['-c'], { input: record });
    expect((await readFrom({ 'archive/old': packed })).files[0]?.text).toBe(record);
    const [damaged] = (await readFrom({ 'archive/old': packed.subarray(0, -4), 'app.log.1': record })).files;
    expect(damaged).toMatchObject({ name: 'archive/old', text: '' });
    expect(damaged?.damaged ?? damaged?.packedWith).toBeDefined();
  });

  test('names what it cannot unpack', async () => {
    const { files } = await readFrom({ 'archive/old': Buffer.from('PK\x03\x04…', 'latin1') });
    expect(files).toEqual([{ name: 'archive/old', text: '', packedWith: 'zip', live: true }]);
  });

  test('has one live file, the newest, where none is at the place that processes were told to write to', async () => {
    // Which of two is newer depends on the file system's clock.
    const { files } = await readFrom({ 'one.txt': record, 'two.txt': record });
    expect(files.map((file) => isLiveFile(file))).toEqual([false, true]);
  });
});

test('a log whose writer names its files has no others, and says which of those hold records', async () => {
  const contents = { 'app.log.rotating': record, 'app.log.1': record, 'app.log': record, 'app.log.lock': '' };
  const { files, elsewhere } = await readFrom(contents, { numbering: 'usual' });
  expect(files.map(({ name }) => name)).toEqual(['app.log.1', 'app.log']);
  expect(elsewhere).toEqual([{ name: 'app.log.rotating', text: record }]);
});

test('a log whose files a glob names has no others, in the order in which they were begun', async () => {
  const contents = { 'app.log': record, 'old/app.log': record, 'old/.1': record, spool: record, 'old/lock': '' };
  const { files, elsewhere } = await readFrom(contents, { files: '{app.log,old/*}' });
  expect(new Set(files.map(({ name }) => name))).toEqual(new Set(['old/app.log', 'old/.1', 'old/lock', 'app.log']));
  expect(files.at(-1)?.name).toBe('app.log');
  expect(elsewhere).toEqual([{ name: 'spool', text: record }]);
  const numbered = { 'app-1.log': record, 'app-2.log': record, 'app-3.log': record, 'app.log': record };
  const { files: some } = await readFrom(numbered, { files: 'app-[12].log', numbering: 'backwards' });
  expect(some.map(({ name }) => name)).toEqual(['app-2.log', 'app-1.log']);
});

function namesIn({ files }: ReadLog): string[] {
  return files.map(({ name }) => name);
}

async function readFrom(
  contents: Readonly<Record<string, string | Buffer>>,
  how: HowWritten = {},
  link: (path: string) => void = () => undefined,
): Promise<ReadLog> {
  return withDir(
    async ({ path }) => {
      const directory = join(path, 'execution');
      mkdirSync(directory);
      for (const [name, content] of Object.entries(contents)) {
        mkdirSync(dirname(join(directory, name)), { recursive: true });
        writeFileSync(join(directory, name), content);
      }
      link(directory);
      return readLog(join(directory, 'app.log'), how);
    },
    { unsafeCleanup: true },
  );
}
