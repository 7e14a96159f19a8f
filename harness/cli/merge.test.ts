import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { lengthened } from '../limits.js';
import { bundledModule } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { problemsIn } from '../schemas/fixtures/problems-in.js';
import { logtorture } from './fixtures/run-main.js';

const directory = newDirectory();
afterAll(directory.remove);
const keep = join(directory.path, 'kept');
const check = ['check', 'size', '--together', '--claims', 'no-record-lost', '--seed', '1', '--budget', '200'];
const file = (name: string): string => join(directory.path, `${name}.json`);

async function write(name: string, args: readonly string[]): Promise<typeof process.exitCode> {
  const { stdout, exitCode } = await logtorture(...args, '--keep', keep, '--json');
  writeFileSync(file(name), stdout);
  return exitCode;
}

const read = (name: string) => JSON.parse(readFileSync(file(name), 'utf8'));

/** A file that holds what another does, but for something. */
function changed(name: string, change: (document: Record<string, unknown>) => object): string {
  const other = file('changed');
  writeFileSync(other, JSON.stringify(change(read(name))));
  return other;
}

test.each([
  ['5/4', /It must be like 2\/4/],
  ['0/4', /It must be like 2\/4/],
  ['2', /It must be like 2\/4/],
])('a part must be one of all: %s', async (shard, message) => {
  const { stderr, exitCode } = await logtorture(...check, '--shard', shard);
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(2);
});

test.each([
  [['check', 'size', '--shard', '1/2'], /^logtorture: --shard takes --seed: all parts/],
  [[...check, '--bail', '--shard', '1/2'], /^logtorture: --shard takes no --bail: what counts/],
])('a part must fit the others: %j', async (args, message) => {
  vi.stubEnv('LOGTORTURE_SEED', undefined);
  const { stderr, exitCode } = await logtorture(...args);
  vi.unstubAllEnvs();
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(2);
});

describe.runIf(gateSupport().able)('logtorture merge', () => {
  beforeAll(async () => {
    await write('alone', check);
    await write('one', [...check, '--shard', '1/2']);
    await write('other', [...check, '--shard', '2/2']);
  }, lengthened(120_000));

  test('says of a check that was divided what one machine says', async () => {
    expect(await write('merged', ['merge', file('one'), file('other')])).toBe(1);
    const [merged, alone] = [read('merged'), read('alone')];
    expect(problemsIn(merged, 'check')).toEqual([]);
    expect(problemsIn(read('one'), 'check')).toEqual([]);
    const essence = ({ claims }: typeof alone) =>
      claims.map(({ explored, ...claim }: { explored: object }) => ({
        ...claim,
        counterexamples: undefined,
        explored: { ...explored, milliseconds: 0 },
      }));
    expect(essence(merged)).toEqual(essence(alone));
  });

  test('prints the counterexample and the verdicts', async () => {
    const { stdout, exitCode } = await logtorture('merge', file('other'), file('one'), '--keep', keep);
    expect(stdout).toMatch(/^✗ size breaks no-record-lost: p1's record 0 was acknowledged, but it is in no file/);
    expect(stdout).toContain(`npx logtorture replay ${keep}`);
    expect(exitCode).toBe(1);
  });

  test.each<[string, () => string[], RegExp]>([
    ['a part is missing', () => [file('other')], /^logtorture: Missing: 1\/2\.$/],
    ['a part is there twice', () => [file('one'), file('one')], /one\.json and .*one\.json are the same part, 1\/2\.$/],
    [
      'they are of different searches',
      () => [file('one'), changed('other', (document) => ({ ...document, seed: 2 }))],
      /^logtorture: .*one\.json and .*changed\.json are of different searches: their seed differs, 1 and 2\.$/,
    ],
    [
      'they are of different versions',
      () => [file('one'), changed('other', (document) => ({ ...document, versions: { logtorture: '0.0.9' } }))],
      /are of different searches: their versions differs, .*0\.0\.9/,
    ],
    [
      'one is no part',
      () => [file('alone')],
      /alone\.json is no part of a search, as check or matrix prints with --shard/,
    ],
    ['one is no JSON', () => [import.meta.filename], /merge\.test\.ts holds no JSON that could be merged\.$/],
  ])('refuses in one line where %s', async (_, files, message) => {
    const { stdout, stderr, exitCode } = await logtorture('merge', ...files());
    expect(stderr).toMatch(message);
    expect(stderr.split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  test('joins the rows of a matrix', async () => {
    const matrix = ['matrix', '--only', 'file,size', '--claims', 'no-line-torn', '--budget', '20', '--anew'];
    for (const part of ['1', '2']) {
      const args = [...matrix, '--shard', `${part}/2`, '--json'];
      const program = bundledModule('cli/logtorture.js');
      const { stdout } = await execa(process.execPath, [program, ...args], { cwd: directory.path });
      writeFileSync(file(`row-${part}`), stdout);
    }
    expect(problemsIn(read('row-1'), 'matrix')).toEqual([]);
    const { stdout, exitCode } = await logtorture('merge', file('row-2'), file('row-1'));
    expect(stdout).toMatch(/│ file +✓ │\n│ size +✓ │/);
    expect(exitCode).toBe(0);
    const mixed = await logtorture('merge', file('row-2'), file('one'));
    expect(mixed.stderr).toMatch(/row-2\.json is of a matrix, and .*one\.json of a check: they can't be merged\.$/);
  });
});
