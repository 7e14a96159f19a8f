import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { newDirectory } from '../processes/directory.js';
import { tellWhy } from './why.js';

const directory = newDirectory();
afterAll(directory.remove);
afterEach(() => vi.restoreAllMocks());

describe.runIf(gateSupport().able)('the experiment', () => {
  test('tells why records are lost, by the smallest interleaving, and writes a page of it', async () => {
    const said: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((text) => void said.push(String(text)));
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const file = join(directory.path, 'logtorture.html');
    await tellWhy(file, join(directory.path, 'kept'));
    expect(said.join('\n')).toMatch(
      /^\nWhy does (?:python-)?size lose records\?.*\n✗ (?:python-)?size breaks no-record-lost: p1's record 0 .* 2 processes × 2 records /s,
    );
    expect(told).toHaveBeenCalledWith(`Open it: ${file}`);
    expect(readFileSync(file, 'utf8')).toMatch(/<title>Why (?:python-)?size loses records<\/title>/);
  });
});
