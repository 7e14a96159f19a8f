import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claims } from '../claims/claim.js';
import { readCounterexample } from '../counterexample/file.js';
import { packageRoot } from '../package-root.js';
import { matrixPage } from '../report/matrix-page.js';
import { writerNames } from '../writers/index.js';
import { openDocument, writerRows } from './fixtures/document.js';
import { recordedOf } from './fixtures/recorded.js';

const { path, text, commands } = openDocument('properties/counterexamples/README.md');
const folder = dirname(path);

describe('the page of what breaks', () => {
  test('has the matrix of all writers, whose broken cells are what is recorded', () => {
    const rows = writerRows(text);
    expect(rows.map(({ writer }) => writer)).toEqual(writerNames);
    for (const { writer, cells } of rows) {
      for (const [index, claim] of claims.entries()) {
        const files = recordedOf(writer, claim);
        const shown = files.map((file) => {
          const { processes, records } = readCounterexample(file).scenario;
          return `[${processes} × ${records}](${relative(join(packageRoot, folder), file)})`;
        });
        const cell = cells[index] ?? '';
        if (files.length > 0) expect(`${writer}: ${cell}`).toBe(`${writer}: ✗ ${shown.join(', ')}`);
        else expect(['✓', '–']).toContain(cell);
      }
    }
  });

  test('is as the command that it names writes it', () => {
    const [command = ''] = commands;
    expect(command).toContain(`--keep ${folder} --markdown ${path}`);
    expect(matrixPage({ rows: [], claims, folder, before: text, order: writerNames, command })).toBe(text);
  });
});
