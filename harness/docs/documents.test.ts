import { homedir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { recordedCounterexamples } from '../property/recorded.js';
import { openDocument } from './fixtures/document.js';

describe.each(['README.md', 'harness/README.md', 'properties/counterexamples/README.md'])('%s', (path) => {
  const document = openDocument(path);

  test('has no link that leads nowhere', () => {
    expect(document.deadLinks()).toEqual([]);
  });
});

describe.each(['README.md', 'harness/README.md'])('%s', (path) => {
  test('has no line of more than 400 characters', () => {
    expect(openDocument(path).lines.filter((line) => line.length > 400)).toEqual([]);
  });
});

test('no recorded counterexample names a folder of the machine that found it', () => {
  const commands = recordedCounterexamples('properties/counterexamples').flatMap(
    ({ counterexample }) => counterexample.beside ?? [],
  );
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter((each) => each.includes(homedir()) || each.includes('/.cache/'))).toEqual([]);
});
