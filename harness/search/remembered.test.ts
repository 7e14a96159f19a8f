import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { noRecordLost, orderKept, survivesKill } from '../claims/index.js';
import { commandWriter } from '../writers/find-writer.js';
import { emptyReach } from './reach.js';
import { recalled, remember, sharedFolder, type Asked, type Result } from './remembered.js';

let folder: string;
let asked: Asked;
const reach = { ...emptyReach, executions: 5, judged: 5 };
const held: Result = { reaches: { 'order-kept': reach, 'no-record-lost': reach }, failures: [] };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remembered-'));
  const module = join(folder, 'writer.mjs');
  writeFileSync(module, '');
  asked = {
    writer: await commandWriter(['node', module]),
    scenario: { processes: 1, records: 1, recordBytes: [50], rotation: { kind: 'none' } },
    invariant: orderKept,
    seed: 1,
    executions: 12,
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

/** In a seed of its own each test knows nothing of the others. */
beforeEach(() => void (asked = { ...asked, seed: asked.seed + 1 }));

function rememberAs(result: Promise<Result>): void {
  remember(asked, ['order-kept', 'no-record-lost'], result);
}

test('what was searched for several claims is known of each of them, while it is still searched', async () => {
  const result = Promise.resolve(held);
  rememberAs(result);
  expect(recalled(asked)).toBe(result);
  expect(recalled({ ...asked, invariant: noRecordLost })).toBe(result);
});

test('nothing is known of another claim, scenario, limit or seed', () => {
  rememberAs(Promise.resolve(held));
  const { scenario, seed } = asked;
  const others: Partial<Asked>[] = [
    { invariant: survivesKill },
    { scenario: { ...scenario, records: 2 } },
    { executions: 13 },
    { timeoutMs: 1000 },
    { seed: seed + 1 },
  ];
  for (const other of others) expect(recalled({ ...asked, ...other })).toBeUndefined();
});

test('nothing is known of a writer whose module has been written to since', () => {
  rememberAs(Promise.resolve(held));
  utimesSync(join(folder, 'writer.mjs'), 1, 1);
  expect(recalled(asked)).toBeUndefined();
});

test('a word of a command may be a whole program, too long for a path', () => {
  const program = { ...asked, writer: { ...asked.writer, command: ['sh', '-c', '# '.padEnd(5000, 'x')] } as const };
  const result = Promise.resolve(held);
  remember(program, ['order-kept'], result);
  expect(recalled(program)).toBe(result);
});

test('a search that could not be carried out is forgotten', async () => {
  const failed = Promise.reject(new Error('no process could be started'));
  rememberAs(failed);
  await expect(failed).rejects.toThrow();
  expect(recalled(asked)).toBeUndefined();
});

test('other processes are told what holds, and nothing of what is broken', async () => {
  const told = join(folder, sharedFolder);
  mkdirSync(told);
  vi.stubEnv('LOGTORTURE_DIRECTORY', folder);
  try {
    const { scenario } = asked;
    const failing = { claim: 'order-kept', scenario, schedule: { preemptions: [], faults: [] }, number: 1 };
    rememberAs(Promise.resolve({ ...held, failures: [failing] }));
    asked = { ...asked, seed: asked.seed + 1 };
    rememberAs(Promise.resolve(held));
    await vi.waitFor(() => expect(readdirSync(told)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.json$/)]));
    vi.resetModules();
    const elsewhere = await import('./remembered.js');
    expect(await elsewhere.recalled(asked)).toEqual(held);
    expect(elsewhere.recalled({ ...asked, seed: asked.seed - 1 })).toBeUndefined();
  } finally {
    vi.unstubAllEnvs();
  }
});
