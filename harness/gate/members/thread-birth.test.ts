import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canCompile } from '../fixtures/fidelity/fidelity.js';
import { openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { gateSupport } from '../launch/support.js';

describe.runIf(gateSupport().able && canCompile)('threads that are made', () => {
  const folder = mkdtempSync(join(tmpdir(), 'logtorture-threads-'));
  const program = join(folder, 'thread-birth');
  const source = join(import.meta.dirname, '..', 'fixtures', 'thread-birth.c');
  spawnSync('cc', ['-O1', '-pthread', '-o', program, source]);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([0, 1000, 30_000, 300_000, 3_000_000])(
    'go on after the one that has made them, in order, when that computes for %d loops before',
    (loops) => {
      const bench = openBench({ members: [{ command: [program, String(loops)], env: {}, cwd: '/' }] });
      for (let again = 0; again < 10; again++) expect(printed(bench.run([{}]))).toBe('012\nclosed\n');
      bench.close();
    },
  );
});
