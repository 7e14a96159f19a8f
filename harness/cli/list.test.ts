import { describe, expect, test } from 'vitest';
import { invariants } from '../claims/index.js';
import { problemsIn } from '../schemas/fixtures/problems-in.js';
import { writerNames } from '../writers/index.js';
import { logtorture } from './fixtures/run-main.js';

describe('logtorture list', () => {
  test('names all writers and all claims, within the width that everything keeps to', async () => {
    const { stdout, exitCode } = await logtorture('list');
    const lines = stdout.split('\n');
    for (const name of writerNames) expect(lines.some((line) => line.startsWith(`  ${name} `))).toBe(true);
    for (const { claim } of invariants) expect(lines.some((line) => line.startsWith(`  ${claim} `))).toBe(true);
    expect(stdout).toMatch(/^ {2}no-record-lost +every acknowledged record is found$/m);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(exitCode).toBe(0);
  });

  test('prints one JSON document with --json', async () => {
    const { stdout } = await logtorture('list', '--json');
    const document = JSON.parse(stdout);
    expect(problemsIn(document, 'list')).toEqual([]);
    const { version, writers, claims } = document;
    expect(version).toBe(1);
    expect(writers).toContainEqual(expect.objectContaining({ name: 'size', rotations: ['size'] }));
    expect(claims).toContainEqual(expect.objectContaining({ name: 'survives-kill', faults: ['kill'] }));
  });
});
