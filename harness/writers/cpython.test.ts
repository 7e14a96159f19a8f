import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { withDir } from 'tmp-promise';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../package-root.js';
import type { Rotation } from '../scenario/rotation.js';
import { findPython, pythonCommand } from './python.js';
import { traceCalls } from './traced-calls.js';

type Handler = 'file' | 'size' | 'time';

type Case = {
  readonly claim: string;
  readonly handler: Handler;
  readonly rotation: Rotation;
  readonly records: readonly string[];
  /** A call that the case is about: a trace without it has not tested it. */
  readonly shows: string;
  readonly file?: string;
  readonly prepare?: (directory: string) => void;
  readonly timezone?: string;
};

const none: Rotation = { kind: 'none' };
const bySize = (maxBytes: number, backups: number): Rotation => ({ kind: 'size', maxBytes, backups });
/** A period so long that it has ended only for a file whose date a case has set back. */
const hourly = (backups: number): Rotation => ({ kind: 'time', periodMs: 3_600_000, backups });

const ten = (letters: string): readonly string[] => letters.split('').map((letter) => letter.repeat(9));
const january = 1_200_000_000;
const july = 1_215_000_000;
/** The longest name that a file can have: any longer one for a rotated file is refused. */
const longest = `${'a'.repeat(251)}.log`;

const files = (texts: Readonly<Record<string, string>>) => (directory: string) => {
  for (const [name, content] of Object.entries(texts)) writeFileSync(join(directory, name), content);
};
const written =
  (second: number, file = 'app.log', others: Readonly<Record<string, string>> = {}) =>
  (directory: string) => {
    files({ [file]: 'earlier\n', ...others })(directory);
    utimesSync(join(directory, file), second, second);
  };
const fullDevice = (directory: string): void => symlinkSync('/dev/full', join(directory, 'app.log'));

const cases: readonly Case[] = [
  {
    claim: 'appends each record with one write',
    handler: 'file',
    rotation: none,
    records: ['a', '', 'ä😀', 'b'.repeat(4095), 'c'.repeat(4096), 'd'.repeat(1 << 20)],
    shows: 'write app.log 1048577',
    prepare: files({ 'app.log': 'earlier\n' }),
  },
  {
    claim: 'keeps what a full device refused for the next write, up to its buffer',
    handler: 'file',
    rotation: none,
    records: ['a', 'b'.repeat(100), 'c'.repeat(5000), 'd'],
    shows: 'write app.log 103 ENOSPC',
    prepare: fullDevice,
  },
  {
    claim: 'drops a record that is larger than the buffer when the device is full',
    handler: 'file',
    rotation: none,
    records: ['a'.repeat(5000), 'b'],
    shows: 'write app.log 5001 ENOSPC\nwrite app.log 2 ENOSPC',
    prepare: fullDevice,
  },
  {
    claim: 'looks before each record',
    handler: 'size',
    rotation: bySize(1000, 1),
    records: ten('abc'),
    shows: 'look app.log\nlook app.log\nsize app.log\nwrite app.log 10',
  },
  {
    claim: 'rotates once',
    handler: 'size',
    rotation: bySize(25, 1),
    records: ten('abc'),
    shows: 'rename app.log app.log.1',
  },
  {
    claim: 'replaces the only backup',
    handler: 'size',
    rotation: bySize(25, 1),
    records: ten('abcdefg'),
    shows: 'unlink app.log.1\nlook app.log\nrename app.log app.log.1',
  },
  {
    claim: 'moves the whole chain up',
    handler: 'size',
    rotation: bySize(15, 3),
    records: ten('abcdefg'),
    shows: 'unlink app.log.3\nrename app.log.2 app.log.3',
  },
  {
    claim: 'moves a chain with a gap',
    handler: 'size',
    rotation: bySize(15, 3),
    records: ten('ab'),
    shows: 'look app.log.2 ENOENT\nlook app.log.1\n',
    prepare: files({ 'app.log': 'earlier\n', 'app.log.1': '1\n', 'app.log.3': '3\n' }),
  },
  {
    claim: 'without backups closes and opens the same file',
    handler: 'size',
    rotation: bySize(15, 0),
    records: ten('abc'),
    shows: 'close app.log\nopen app.log',
  },
  {
    claim: 'with maxBytes 0 never rotates',
    handler: 'size',
    rotation: bySize(0, 3),
    records: ten('abc'),
    shows: 'write app.log 10',
  },
  {
    claim: 'rotates an empty file for a record of at least maxBytes',
    handler: 'size',
    rotation: bySize(20, 3),
    records: ['a'.repeat(19), 'b'.repeat(5000)],
    shows: 'size app.log\nclose app.log',
  },
  {
    claim: 'counts characters, not bytes, against maxBytes',
    handler: 'size',
    rotation: bySize(20, 3),
    records: ['😀'.repeat(12), 'a'],
    shows:
      'open app.log O_WRONLY|O_CREAT|O_APPEND|O_CLOEXEC\nlook app.log\nlook app.log\nsize app.log\nwrite app.log 49',
  },
  {
    claim: 'fails for ever when a directory stands where a backup belongs',
    handler: 'size',
    rotation: bySize(25, 1),
    records: ten('abcde'),
    shows: 'unlink app.log.1 EISDIR',
    prepare: (directory) => mkdirSync(join(directory, 'app.log.1')),
  },
  {
    claim: 'opens the log again for each record after a rename has failed',
    handler: 'size',
    rotation: bySize(25, 2),
    records: ten('abcde'),
    file: longest,
    shows: `rename ${longest} ${longest}.1 ENAMETOOLONG\nlook ${longest}\nlook ${longest}\nopen ${longest}`,
  },
  {
    claim: 'never rotates a device',
    handler: 'size',
    rotation: bySize(1, 2),
    records: ten('ab'),
    shows: 'write app.log 20 ENOSPC',
    prepare: fullDevice,
  },
  {
    claim: 'asks nothing within a period',
    handler: 'time',
    rotation: hourly(1),
    records: ten('abc'),
    shows: 'write app.log 10\nwrite app.log 10',
  },
  {
    claim: 'rotates once when the period is over',
    handler: 'time',
    rotation: hourly(0),
    records: ten('abc'),
    timezone: 'UTC',
    shows: 'rename app.log app.log.2008-01-10_21-20-00',
    prepare: written(january),
  },
  {
    claim: 'removes the file that has its name already',
    handler: 'time',
    rotation: hourly(0),
    records: ten('a'),
    timezone: 'UTC',
    shows: 'unlink app.log.2008-01-10_21-20-00\nlook app.log\nrename app.log app.log.2008-01-10_21-20-00',
    prepare: written(january, 'app.log', { 'app.log.2008-01-10_21-20-00': 'taken\n' }),
  },
  {
    claim: 'removes the oldest dated files beyond backups and nothing else',
    handler: 'time',
    rotation: hourly(2),
    records: ten('a'),
    shows:
      'unlink app.log.2000-01-01_00-00-00\nunlink app.log.2001-01-01_00-00-00\nunlink app.log.2002-01-01_00-00-00.gz',
    prepare: written(january, 'app.log', {
      'app.log.2003-01-01_00-00-00': '3\n',
      'app.log.2002-01-01_00-00-00.gz': '2\n',
      'app.log.2001-01-01_00-00-00': '1\n',
      'app.log.2004-01-01_00-00-00': '4\n',
      'app.log.2000-01-01_00-00-00': '0\n',
      'app.log.2005-01-01_00-00-00': '5\n',
      'app.log.1': 'numbered\n',
      'other.log.2000-01-01_00-00-00': 'another log\n',
    }),
  },
  // Wherever on earth it is summer today: the clock has moved in both directions since one of the dates.
  ...['Europe/Berlin', 'Australia/Sydney'].flatMap((timezone) =>
    [january, july].map((second): Case => ({
      claim: `names a file of ${second === january ? 'January' : 'July'} alike in ${timezone}`,
      handler: 'time',
      rotation: hourly(0),
      records: ten('a'),
      timezone,
      shows: `rename app.log app.log.2008-0${second === january ? 1 : 7}-`,
      prepare: written(second),
    })),
  ),
  {
    claim: 'tries to rotate again for each record after a rename has failed',
    handler: 'time',
    rotation: hourly(1),
    records: ten('abc'),
    file: longest,
    timezone: 'UTC',
    shows: `rename ${longest} ${longest}.2008-01-10_21-20-00 ENAMETOOLONG\nlook ${longest}\nlook ${longest}\nlook ${longest}.2008`,
    prepare: written(january, longest),
  },
];

const python = findPython();
const straceRuns = !execaSync('strace', ['-f', '--seccomp-bpf', '-o', '/dev/null', 'true'], { reject: false }).failed;
const version = 'version' in python ? python.version : 'no Python';
const comparable = version.startsWith('3.11.') && straceRuns;

// Where they cannot be compared there are no such tests, instead of skipped ones: one title says why.
if (comparable) {
  describe('makes the same calls as CPython 3.11, in the same order', () => {
    for (const one of cases) {
      test(`${one.handler} ${one.claim}`, async () => {
        const [ours, theirs] = await Promise.all([
          run(typescriptCommand(one.handler), one),
          run(pythonCommand(one.handler), one),
        ]);
        expect(theirs.calls).toContain(one.shows);
        expect(ours).toEqual(theirs);
      });
    }
  });
} else {
  test(`compares nothing here: it takes strace (${straceRuns ? 'runs' : 'does not run'}) and CPython 3.11 (${version})`, () => {
    expect(comparable).toBe(false);
  });
}

/** The compiled writer in a plain Node, fed with the line that the real handler gets. */
function typescriptCommand(handler: Handler): readonly string[] {
  const writer = join(packageRoot, 'dist', 'harness', 'writers', `${handler}.js`);
  const program = `
    import { readFileSync } from 'node:fs';
    import writer from ${JSON.stringify(writer)};
    const request = JSON.parse(readFileSync(0, 'utf8'));
    const log = await writer.open(request);
    for (const record of request.records) await log.append(record);
    try { await log.close(); } catch (error) { console.error('close failed:', error); }`;
  return [process.execPath, '--input-type=module', '--eval', program];
}

/** What can be seen of one execution: the calls, the files afterwards, and how many errors were swallowed. */
async function run(
  command: readonly string[],
  one: Case,
): Promise<{ readonly calls: string; readonly files: object; readonly errors: number }> {
  const { rotation, records } = one;
  return await withDir(
    async ({ path: traces }) =>
      await withDir(
        async ({ path: directory }) => {
          one.prepare?.(directory);
          const input = `${JSON.stringify({ file: join(directory, one.file ?? 'app.log'), rotation, process: 0, records })}\n`;
          const { calls, stderr } = await traceCalls(command, {
            directory,
            traces,
            input,
            timezone: one.timezone ?? '',
          });
          return { calls, files: contents(directory), errors: stderr.split('--- Logging error ---').length - 1 };
        },
        { unsafeCleanup: true },
      ),
    { unsafeCleanup: true },
  );
}

function contents(directory: string): object {
  const names = readdirSync(directory).filter((name) => lstatSync(join(directory, name)).isFile());
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}
