import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { logtorture } from './fixtures/run-main.js';

const directory = newDirectory();
afterAll(directory.remove);

const fixture = join(packageRoot, 'harness', 'control', 'fixtures', 'names-its-files.mjs');
const command = (...style: string[]): string[] => ['--', process.execPath, fixture, ...style];

describe.runIf(gateSupport().able)('what a command line says of file names', () => {
  test('is a glob that decides what belongs to the log, and the rest is named where it holds records', async () => {
    const how = ['run', '-t', 'size', '--controlled', '-p', '1', '-n', '2'];
    const some = await logtorture(...how, '--files', 'app.log*', ...command('pattern', 'old/%d'));
    expect(some.stdout).toContain('1/2 records are missing');
    expect(some.stdout).toContain('  records stand in old/1, which is not taken for part of the log');
    const all = await logtorture(...how, '--files', '{app.log,old/*}', ...command('pattern', 'old/%d'));
    expect([some.exitCode, all.exitCode]).toEqual([1, 0]);
  });

  test('is a numbering that decides it, too', async () => {
    const how = ['run', '-t', 'size', '--controlled', '-p', '1', '-n', '2'];
    const unnamed = await logtorture(...how, ...command('pattern', 'other-%d'));
    expect(unnamed.stdout).toContain('0/2 records are missing');
    const named = await logtorture(...how, '--numbering', 'usual', ...command('pattern', 'other-%d'));
    expect(named.stdout).toContain('1/2 records are missing');
    expect(named.stdout).toContain('  records stand in other-1, which is not taken for part of the log');
    expect([unnamed.exitCode, named.exitCode]).toEqual([0, 1]);
  });

  test('is a numbering that tells which file is older, and stands in the line that replays what was found', async () => {
    const keep = ['--keep', directory.path, '--claims', 'order-kept', '-t', 'size', '--budget', '12', '--seed', '1'];
    const wrong = await logtorture('check', ...keep, '--numbering', 'usual', ...command('chain'));
    expect(wrong.stdout.replaceAll(/\s+/g, ' ')).toContain("p0's record 1 stands before p0's record 0");
    const [, file = ''] = /^ *npx logtorture replay (\S+\.json) --numbering usual -- /m.exec(wrong.stdout) ?? [];
    const again = await logtorture('replay', file, '--times', '1', '--numbering', 'usual', ...command('chain'));
    const right = await logtorture('replay', file, '--times', '1', '--numbering', 'backwards', ...command('chain'));
    expect([wrong.exitCode, again.exitCode, right.exitCode]).toEqual([1, 1, 0]);
  });
});
