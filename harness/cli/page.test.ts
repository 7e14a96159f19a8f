import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import type { PageData } from '../page/data.js';
import { newDirectory } from '../processes/directory.js';
import { logtorture } from './fixtures/run-main.js';

const directory = newDirectory();
afterAll(directory.remove);

/** The data in a page that a command has written. */
function pageIn(file: string): PageData {
  const [, json = ''] = /<script id="data"[^>]*>(.*?)<\/script>/s.exec(readFileSync(file, 'utf8')) ?? [];
  return JSON.parse(json);
}

const recorded = 'properties/counterexamples/no-record-lost/size.json';

describe.runIf(gateSupport().able)('--html', () => {
  const file = join(directory.path, 'pages', 'page.html');

  test('of a replay is a page of the counterexample as it is now', async () => {
    const { stderr, exitCode } = await logtorture('replay', recorded, '--times', '1', '--html', file);
    expect(stderr).toBe(`Open it: ${file}`);
    expect(exitCode).toBe(1);
    const { about, counterexamples } = pageIn(file);
    expect(about).toEqual(['no-record-lost is still broken: 1/1.']);
    expect(counterexamples).toMatchObject([
      { claim: 'no-record-lost', replay: `npx logtorture replay ${recorded}`, twin: { parts: 12 } },
    ]);
  });

  test('of a search is a page of all verdicts, and leads from what is broken to its picture', async () => {
    const keep = ['--keep', join(directory.path, 'kept')];
    const claims = ['--claims', 'no-record-lost,no-line-torn', '--bail', '--budget', '100', '--workers', '1'];
    const { stderr, exitCode } = await logtorture('check', 'size', '--seed', '1', ...claims, ...keep, '--html', file);
    expect(stderr).toMatch(new RegExp(`^Open it: ${file}$`, 'm'));
    expect(exitCode).toBe(1);
    const { title, verdicts, counterexamples } = pageIn(file);
    expect(title).toBe('size, searched with seed 1');
    expect(verdicts.find(({ shows }) => shows !== undefined)).toMatchObject({
      claim: 'no-record-lost',
      concurrency: 'together',
      verdict: 'violated',
      promised: false,
      shows: 1,
    });
    expect(verdicts.filter(({ verdict }) => verdict === 'held').map(({ text }) => text.slice(0, 8))).toContain(
      'held in ',
    );
    expect(counterexamples.map(({ picture }) => picture.story.at(-1)?.kind)).toEqual(['gone']);
  });

  test('of controlled runs is a page of each, with what becomes of the first record that it loses', async () => {
    const { stderr } = await logtorture('run', '--controlled', '--seed', '4', '--runs', '2', '--html', file);
    expect(stderr).toBe(`Open it: ${file}`);
    const { runs = [] } = pageIn(file);
    expect(runs.map(({ title }) => title)).toEqual(['run 1', 'run 2']);
    expect(runs[0]).toMatchObject({
      sentence: expect.stringMatching(/^p0's record 0 was acknowledged, but it is in no file; /),
      again: expect.stringMatching(/^--schedule '\{"preemptions":/),
    });
  });

  test('of a free run is refused in one line', async () => {
    const { stderr, exitCode } = await logtorture('run', '--html', file);
    expect(stderr).toBe('logtorture: A free run has no steps to draw: --html needs --controlled, or --schedule.');
    expect(exitCode).toBe(2);
  });

  test('of what can not be written is refused before anything is run', async () => {
    const { stderr, exitCode } = await logtorture('replay', recorded, '--html', directory.path);
    expect(stderr).toMatch(/argument '.*' is invalid\. It can't be written: it is a folder\.$/);
    expect(exitCode).toBe(2);
  });
});
