import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { gateSupport } from '../launch/support.js';
import { readFile, readFolder } from './read-file.js';

const directory = mkdtempSync(join(tmpdir(), 'logtorture-read-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe.runIf(gateSupport().able)('what is read at once', () => {
  it('is all of a file, however long, a character for each byte', () => {
    const file = join(directory, 'long');
    writeFileSync(file, 'größer\n'.repeat(30_000));
    expect(readFile(file)).toBe(readFileSync(file, 'latin1'));
    expect(readFile('/proc/self/maps')?.split('\n').length).toBeGreaterThan(20);
  });

  it('is all of a folder, but for itself and the one above', () => {
    const folder = join(directory, 'full');
    mkdirSync(folder);
    expect(readFolder(folder)).toEqual([]);
    const names = Array.from({ length: 3000 }, (_, index) => `a-name-that-is-not-short-${index}`);
    for (const name of names) writeFileSync(join(folder, name), '');
    expect(readFolder(folder)?.toSorted()).toEqual(names.toSorted());
  });

  it('is nothing where there is nothing, or something else', () => {
    expect(readFile(join(directory, 'none'))).toBeUndefined();
    expect(readFile(directory)).toBeUndefined();
    expect(readFolder(join(directory, 'none'))).toBeUndefined();
    expect(readFolder(join(directory, 'long'))).toBeUndefined();
  });
});
