import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, test } from 'vitest';
import { keptForm } from '../counterexample/file.js';
import { jsonText } from '../counterexample/json-text.js';
import { packageRoot } from '../package-root.js';
import { sizeLosesARecord } from '../search/hand-built.js';
import { documents } from './documents.js';
import { problemsIn } from './fixtures/problems-in.js';

/** `npx vitest run harness/schemas --update` writes the files again. */
test.each(Object.entries(documents))('%s.json is made of what the code says', async (name, document) => {
  const file = join(packageRoot, 'harness/schemas', `${name}.json`);
  await expect(jsonText(toJsonSchema(document, { typeMode: 'input' }))).toMatchFileSnapshot(file);
});

test('every counterexample that is recorded is as its schema says, and so are those that are kept now', () => {
  const folder = join(packageRoot, 'properties/counterexamples');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  expect(files.length).toBeGreaterThan(100);
  const wrong = files.flatMap((name) => {
    const problems = problemsIn(JSON.parse(readFileSync(join(folder, name), 'utf8')), 'counterexample');
    return problems.map((problem) => `${name}: ${problem}`);
  });
  expect(wrong).toEqual([]);
  expect(problemsIn(keptForm(sizeLosesARecord, []), 'counterexample')).toEqual([]);
});

test('what is no counterexample is told by its schema', () => {
  const { writer: _, ...without } = keptForm(sizeLosesARecord, []);
  expect(problemsIn(without, 'counterexample')).toEqual(["counterexample must have required property 'writer'"]);
  expect(problemsIn({ ...without, writer: 'size', version: 2 }, 'counterexample')).not.toEqual([]);
});
