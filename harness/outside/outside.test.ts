import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as v from 'valibot';
import { afterAll, describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { newProject } from './project.js';

const project = await newProject(join(packageRoot, 'harness/outside/fixtures'));
afterAll(project.remove);

test('what is packed is what a user needs, and nothing else', () => {
  const loose = project.packed.filter(
    (file) => !/^(?:dist\/bundled|dist\/harness|harness\/examples|harness\/writers\/foreign)\//.test(file),
  );
  expect(loose.toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'harness/page/page.css',
    'harness/schemas/check.json',
    'harness/schemas/counterexample.json',
    'harness/schemas/list.json',
    'harness/schemas/matrix.json',
    'harness/schemas/replay.json',
    'harness/schemas/run.json',
    'harness/stacks/loaders/LogtortureStack.pm',
    'harness/stacks/loaders/bash.sh',
    'harness/stacks/loaders/php/logtorture.ini',
    'harness/stacks/loaders/stack.php',
    'harness/writers/python_handlers.py',
    'harness/writers/ruby_logger.rb',
    'package.json',
  ]);
  const ofTests =
    /\.test\.|\/fixtures\/|\/golden\/|hand-built|\/(?:bench|outside|vitest)\/|^dist\/harness\/(?:examples|schemas|page\/pictures|page\/view)\//;
  expect(project.packed.filter((file) => ofTests.test(file))).toEqual([]);
});

test('each application among the examples is packed, without what lists them', () => {
  const examples = readdirSync(join(packageRoot, 'harness/examples'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== join(packageRoot, 'harness/examples'))
    .map(({ parentPath, name }) => relative(packageRoot, join(parentPath, name)));
  expect(examples).toContain('harness/examples/python-workers/app.py');
  const packed = project.packed.filter((file) => file.startsWith('harness/examples/'));
  expect(packed.toSorted()).toEqual(examples.toSorted());
});

test('a project in TypeScript passes under --strict, declarations included', async () => {
  expect(await project.run('tsc')).toMatchObject({ exitCode: 0, printed: '' });
});

describe.runIf(gateSupport().able)('in a project of one’s own', () => {
  test('each function and list that is exported is for something', async () => {
    expect(await project.run('node exports.mjs')).toMatchObject({ exitCode: 0 });
  });

  describe('properties in TypeScript', async () => {
    // Beside other work a test may take longer than the 5 s that vitest gives it.
    const { printed } = await project.run(
      'vitest run --testTimeout=60000 --reporter=default --reporter=json --outputFile.json=report.json',
      // Of a few scenarios it is seen as well.
      { LOGTORTURE_RUNS: '2' },
    );
    const tests = reported(await project.read('report.json'));

    test.each(['each type that is exported is for something', 'a claim that is true', 'nothing amiss'])(
      'pass: %s',
      (title) => {
        expect(tests.get(title)).toEqual({ status: 'passed', message: '' });
      },
    );

    test('print how to replay what is false, and how many executions were judged', () => {
      expect(printed).toMatch(/LOGTORTURE_REPLAY=\S+\.json npx vitest run property\.test\.ts/);
      expect(printed).toMatch(/nothing-in-front of my-logger: .*, [1-9]\d* judged/);
    });

    test.each([
      ['a claim that is false', /seed: -?\d+, path: "[\d:]+"/],
      ['a mode that nobody asked for', /mode-kept can't be judged/],
      ['backups that hold everything', /retention-kept can't be judged/],
      ['a writer that refuses every record', /in vain: none of \d+ executions acknowledged a record/],
      ['a writer that never rotates', /in vain: none of \d+ executions rotated/],
      ['no execution', /executions must be a whole number from 1/],
    ])('fail: %s', (title, reason) => {
      expect(tests.get(title)?.status).toBe('failed');
      expect(tests.get(title)?.message).toMatch(reason);
    });
  });

  describe('a false claim in JavaScript', async () => {
    const { exitCode, printed } = await project.run('node lowest-first.mjs');

    test('fails with the smallest counterexample', () => {
      expect(printed).toMatch(/sound-logger breaks lowest-first: process 1 was first\b/);
      expect(printed).toMatch(/2 processes × 1 record\b/);
      expect(exitCode).toBe(1);
    });

    test('prints a line that replays it', async () => {
      const [replay = 'none is printed'] = /LOGTORTURE_REPLAY=\S+ node lowest-first\.mjs/.exec(printed) ?? [];
      const replayed = await project.run(replay);
      expect(replayed.printed).toContain(replay);
      expect(replayed.printed).toMatch(/sound-logger breaks lowest-first: process 1 was first\b/);
      expect(replayed.exitCode).toBe(1);
    });

    test('fails again with the seed and the path that are printed, and nothing else', async () => {
      const [, seed, path] = /seed: (-?\d+), path: "([\d:]+)"/.exec(printed) ?? [];
      const again = await project.run('node lowest-first.mjs', { AGAIN: JSON.stringify({ seed: Number(seed), path }) });
      expect(again.printed).toMatch(/sound-logger breaks lowest-first: process 1 was first\b/);
      expect(again.exitCode).toBe(1);
    });
  });

  test.each([
    ['a claim that is true', 'node answered-once.mjs', 0, /answered-once of sound-logger: .*, [1-9]\d* judged/],
    ['what is tested in vain', 'node vain.mjs', 1, /in vain: none of \d+ executions rotated/],
    ['a writer without its module', 'node not-loaded.mjs', 1, /loadWriter/],
    ['no budget', 'LOGTORTURE_BUDGET=0 node answered-once.mjs', 1, /LOGTORTURE_BUDGET must be .* "0"\.$/m],
    ['a word as a budget', 'LOGTORTURE_BUDGET=abc node answered-once.mjs', 1, /LOGTORTURE_BUDGET must be .* "abc"\.$/m],
    ['a word behind --budget', 'logtorture check ./my-logger.mjs --budget abc', 2, /^error: .*'abc'.*$/],
  ])('says of %s: %s', async (_, command, exitCode, said) => {
    const ran = await project.run(command);
    expect(ran.printed).toMatch(said);
    expect(ran.exitCode).toBe(exitCode);
  });
});

const reportSchema = v.object({
  testResults: v.array(
    v.object({
      assertionResults: v.array(
        v.object({ title: v.string(), status: v.string(), failureMessages: v.array(v.string()) }),
      ),
    }),
  ),
});

/** What became of each test that vitest reports. */
function reported(json: string): ReadonlyMap<string, { readonly status: string; readonly message: string }> {
  const tests = v.parse(reportSchema, JSON.parse(json)).testResults.flatMap((file) => file.assertionResults);
  return new Map(
    tests.map(({ title, status, failureMessages }) => [title, { status, message: failureMessages.join('\n') }]),
  );
}
