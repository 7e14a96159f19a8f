import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { readCounterexample } from '../counterexample/file.js';
import { gateSupport } from '../gate/index.js';
import { bundledModule } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { problemsIn } from '../schemas/fixtures/problems-in.js';

const directory = newDirectory();
afterAll(directory.remove);

async function matrix(args: readonly string[]) {
  const { stdout, stderr, exitCode } = await execa(
    process.execPath,
    [bundledModule('cli/logtorture.js'), 'matrix', ...args],
    { cwd: directory.path, reject: false },
  );
  return { stdout, stderr, exitCode };
}

const asked = ['--only', 'size,sound', '--claims', 'no-record-lost', '--budget', '20'];

describe.runIf(gateSupport().able)('logtorture matrix', () => {
  test('searches writers alone and together, keeps what breaks, and exits with 1', async () => {
    const { stdout, exitCode } = await matrix(asked);
    expect(stdout).toContain('✗ no-record-lost  2 processes × 2 records, 1 preemption: ');
    expect(stdout).toMatch(/│ size +✗ 2×2 │\n│ sound +✓ │\n/);
    expect(exitCode).toBe(1);
    const kept = readCounterexample(join(directory.path, '.logtorture/no-record-lost/size.json'));
    expect(kept.scenario.processes).toBe(2);
  });

  test('asked for the same again, knows it, and says so', async () => {
    const { stdout } = await matrix(asked);
    expect(stdout).toContain('Known from .logtorture/matrix.json: 2 writers; --anew searches them again.');
  });

  test('prints one JSON document, or one table of Markdown', async () => {
    const { stdout: json } = await matrix([...asked, '--json']);
    const document = JSON.parse(json);
    expect(problemsIn(document, 'matrix')).toEqual([]);
    expect(document).toMatchObject({ version: 1, rows: [{ writer: 'size' }, { writer: 'sound' }] });
    const { stdout: markdown } = await matrix([...asked, '--markdown']);
    expect(markdown).toMatch(/^\| writer \| lost \| executions \|\n/);
    expect(markdown).toContain('| `size` | ✗ [2 × 2](.logtorture/no-record-lost/size.json) |');
  });

  test('writes a page with a picture of each counterexample', async () => {
    const { stderr } = await matrix([...asked, '--html', 'matrix.html']);
    expect(stderr).toContain('Open it: matrix.html');
    const [, json = ''] =
      /<script id="data"[^>]*>(.*?)<\/script>/s.exec(readFileSync(join(directory.path, 'matrix.html'), 'utf8')) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      matrix: {
        claims: [{ claim: 'no-record-lost', heading: 'lost' }],
        rows: [
          { writer: 'size', language: 'node', cells: [{ verdict: 'violated', broken: [{ size: '2 × 2', shows: 1 }] }] },
          { writer: 'sound', language: 'node', cells: [{ verdict: 'held', broken: [] }] },
        ],
      },
      counterexamples: [{ writer: 'size', file: 'size.json' }],
    });
  });

  test('keeps a page of Markdown, in which the rows of other writers stay', async () => {
    const page = join(directory.path, '.logtorture/README.md');
    await matrix([...asked, '--markdown', '.logtorture/README.md']);
    const before = readFileSync(page, 'utf8');
    expect(before).toContain('| `size` | ✗ [2 × 2](no-record-lost/size.json) | 20 |\n| `sound` | ✓ | 40 |\n');
    writeFileSync(page, before.replace('| `size` | ✗', '| `size` | ✓'));
    const { stdout } = await matrix([...asked, '--only', 'sound', '--markdown', '.logtorture/README.md']);
    expect(stdout).toContain('Written to .logtorture/README.md.');
    expect(readFileSync(page, 'utf8')).toBe(before.replace('| `size` | ✗', '| `size` | ✓'));
  });

  test.each([
    [['--only', 'nobody'], /^logtorture: There is no writer nobody: /],
    [['--markdown', 'nowhere/README.md'], /^logtorture: .*no such file or directory.*nowhere/],
    [['--json', '--markdown'], /^logtorture: It is either --json or --markdown\.$/],
  ])('refuses %j in one line, with exit status 2', async (args, line) => {
    const { stderr, exitCode } = await matrix(args);
    expect(stderr).toMatch(line);
    expect(exitCode).toBe(2);
  });
});
