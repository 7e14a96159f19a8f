import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { newProject } from './project.js';

const project = await newProject(join(packageRoot, 'harness/outside/fixtures'));
afterAll(project.remove);

test('what is packed is what a user needs, and nothing else', () => {
  const loose = project.packed.filter((file) => !file.startsWith('dist/harness/'));
  expect(loose.toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'harness/writers/python_handlers.py',
    'harness/writers/ruby_logger.rb',
    'package.json',
  ]);
  const ofTests = /\.test\.|\/fixtures\/|\/golden\/|hand-built|\/(?:bench|outside|vitest)\//;
  expect(project.packed.filter((file) => ofTests.test(file))).toEqual([]);
});

test('a project in TypeScript passes under --strict, declarations included', async () => {
  expect(await project.run('tsc')).toMatchObject({ exitCode: 0, printed: '' });
});

describe.runIf(gateSupport().able)('a property in such a project', () => {
  test('is judged', async () => {
    expect(await project.run('vitest run property.test.ts')).toMatchObject({ exitCode: 0 });
  });
});
