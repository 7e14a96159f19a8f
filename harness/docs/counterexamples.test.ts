import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claimsWithoutFaults as claims } from '../claims/index.js';
import { readCounterexample } from '../counterexample/file.js';
import { packageRoot } from '../package-root.js';
import { matrixPage } from '../report/matrix-page.js';
import { sections, writerNames } from '../writers/index.js';
import { openDocument, writerRows } from './fixtures/document.js';
import { recordedOf } from './fixtures/recorded.js';

const { path, text, commands } = openDocument('properties/counterexamples/README.md');
const folder = dirname(path);

/** The claims that have a column, and the writers that have a row. New ones get theirs when the page is written next. */
const columns = claims.filter((claim) => text.includes(`: \`${claim}\`, `));
const rows = writerRows(text);

describe('the page of what breaks', () => {
  test('has the matrix of writers, whose broken cells are what is recorded', () => {
    expect(columns.length).toBeGreaterThanOrEqual(8);
    expect(rows.length).toBeGreaterThanOrEqual(45);
    for (const { writer, cells } of rows) {
      for (const [index, claim] of columns.entries()) {
        const files = recordedOf(writer, claim);
        const shown = files.map((file) => {
          const { processes, records } = readCounterexample(file).scenario;
          return `[${processes} × ${records}](${relative(join(packageRoot, folder), file)})`;
        });
        const cell = cells[index] ?? '';
        if (files.length > 0) expect(`${writer}: ${cell}`).toBe(`${writer}: ✗ ${shown.join(', ')}`);
        else expect(['✓', '–', '?']).toContain(cell);
      }
    }
  });

  test('has all that is recorded of claims without faults, of writers that there are', () => {
    const named = rows.map(({ writer }) => writer);
    const inOrder = sections.flatMap(({ names }) => names);
    expect(named).toEqual(inOrder.filter((name) => named.includes(name)));
    const missing = writerNames
      .filter((name) => !named.includes(name))
      .flatMap((name) => claims.flatMap((claim) => recordedOf(name, claim)));
    const withoutColumn = claims
      .filter((claim) => !columns.includes(claim))
      .flatMap((claim) => named.flatMap((name) => recordedOf(name, claim)));
    expect([...missing, ...withoutColumn]).toEqual([]);
  });

  test('is as the command that it names writes it', () => {
    const [command = ''] = commands;
    expect(command).toContain(`--keep ${folder} --markdown ${path}`);
    expect(matrixPage({ rows: [], claims: columns, folder, before: text, sections, command })).toBe(text);
  });
});
