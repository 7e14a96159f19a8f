import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { packageRoot } from '../package-root.js';
import { asIsSchema } from '../scenario/as-is.js';
import { examples } from './index.js';

const folder = join(packageRoot, 'harness/examples');

test('each name stands for one example', () => {
  const names = examples().map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test.each(examples())('$name is a program as it is, in a file of its own', ({ program, build = [] }) => {
  expect(v.parse(asIsSchema, program)).toEqual(program);
  expect([...program.command, ...build].some((word) => word.startsWith(`${folder}/`))).toBe(true);
});

test('each folder belongs to an example', () => {
  const words = examples().flatMap(({ program, build = [] }) => [...program.command, ...build]);
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    const path = join(folder, name);
    expect(words.filter((word) => word === path || word.startsWith(`${path}/`))).not.toEqual([]);
  }
});
