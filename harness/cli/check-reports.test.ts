import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { newDirectory } from '../processes/directory.js';
import { logtorture } from './fixtures/run-main.js';

const directory = newDirectory();
afterAll(directory.remove);
afterEach(() => vi.unstubAllEnvs());

const searched = [
  'check',
  'size',
  '--claims',
  'no-record-lost',
  '--together',
  '--seed',
  '1',
  '--budget',
  '100',
  '--bail',
];
const kept = ['--workers', '1', '--keep', join(directory.path, 'kept')];

describe.runIf(gateSupport().able)('logtorture check', () => {
  test('writes a report of JUnit, prints Markdown, and tells GitHub what does not hold', async () => {
    vi.stubEnv('GITHUB_ACTIONS', 'true');
    const file = join(directory.path, 'reports', 'junit.xml');
    const { stdout, stderr, exitCode } = await logtorture(
      ...searched,
      ...kept,
      '--reporter',
      `junit=${file}`,
      '--markdown',
    );
    expect(readFileSync(file, 'utf8')).toContain('<testcase name="no-record-lost together" classname="size"');
    expect(stdout).toMatch(/^\*\*size\*\*, seed 1\n\n\|/);
    expect(stdout).toContain(`\n  npx logtorture replay ${join(directory.path, 'kept')}/no-record-lost/size.json\n`);
    expect(stderr).toMatch(
      /^::error file=harness\/writers\/[\w-]+\.ts,line=\d+,title=size breaks no-record-lost::p\d's record \d was acknowledged, /m,
    );
    expect(exitCode).toBe(1);
  });

  test('says nothing to GitHub elsewhere, and keeps Markdown in a file beside the screen', async () => {
    vi.stubEnv('GITHUB_ACTIONS', undefined);
    const file = join(directory.path, 'comment.md');
    const { stdout, stderr } = await logtorture(...searched, ...kept, '--markdown', file);
    expect(stdout).toContain('✗ size breaks no-record-lost: ');
    expect(readFileSync(file, 'utf8')).toMatch(/^\*\*size\*\*, seed 1\n/);
    expect(stderr).not.toContain('::error');
  });

  test.each([
    [['--reporter', 'xml=a'], /argument 'xml=a' is invalid\. It must be junit=FILE\.$/],
    [['--json', '--markdown'], /^logtorture: It is either --json or --markdown\.$/],
  ])('%j gets one line and exit status 2', async (args, message) => {
    const { stderr, exitCode } = await logtorture(...searched, ...args);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });
});
