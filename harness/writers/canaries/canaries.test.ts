import { afterAll, describe, expect, test } from 'vitest';
import { overlapped, rotatedFiles, type Execution } from '../../execution/execution.js';
import { defaultSilenceMs, runFree } from '../../processes/free.js';
import { invariants } from '../../claims/index.js';
import { openPool } from '../../processes/pool.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { Rotation } from '../../scenario/rotation.js';
import type { WriterProgram } from '../writer-program.js';
import { brokenClaims } from './fixtures/broken-claims.js';
import { canaries, minimalScenario, sound } from './index.js';
import { remedyCanaries } from '../remedies/broken/index.js';

const pool = openPool(defaultSilenceMs());
afterAll(() => pool.close());

const often: Rotation = { kind: 'size', maxBytes: 300, backups: 99 };

test('every claim has a canary', () => {
  expect(new Set([...canaries, ...remedyCanaries].map(({ breaks }) => breaks))).toEqual(
    // No writer that appends can promise this one, so each of them is its canary.
    new Set(invariants.map(({ claim }) => claim).filter((claim) => claim !== 'survives-copytruncate')),
  );
});

test('every canary has a name, a file and a bug of its own', () => {
  expect(canaries.filter(({ minimum }) => minimum.processes > 1).length).toBeGreaterThanOrEqual(20);
  expect(new Set(canaries.map(({ program }) => program.name)).size).toBe(canaries.length);
  expect(new Set(canaries.map(({ bug }) => bug)).size).toBe(canaries.length);
});

/** Those whose bug one process shows free: no clock has to move. */
const alone = canaries.filter(({ minimum }) => minimum.processes === 1 && minimum.ticks === undefined);

describe.each(alone)('$program.name', (canary) => {
  test(`is caught by ${canary.breaks} alone`, async () => {
    const execution = await run(canary.program, minimalScenario(canary));
    expect(brokenClaims(execution)).toEqual([canary.breaks]);
  });
});

describe('sound', () => {
  test.each(alone)('keeps every claim where $program.name breaks one', async ({ rotation }) => {
    const ample: Rotation = rotation.kind === 'none' ? rotation : { ...rotation, backups: 99 };
    expect(brokenClaims(await run(sound, { rotation: ample }))).toEqual([]);
  });

  test('keeps every claim with four processes that rotate often', async () => {
    const execution = await run(sound, { processes: 4, rotation: often, pausesMs: [1] });
    expect(brokenClaims(execution)).toEqual([]);
    expect(rotatedFiles(execution)).toHaveLength(23);
    expect(overlapped(execution)).toBe(true);
  });

  test('keeps as many backups as promised, and only the newest', async () => {
    const execution = await run(sound, { processes: 4, rotation: { ...often, backups: 2 }, pausesMs: [1] });
    expect(brokenClaims(execution)).toEqual([]);
    expect(rotatedFiles(execution)).toHaveLength(2);
  });
});

/** Runs a scenario; default: one process that writes 12 records of 120 bytes. */
async function run(
  writer: WriterProgram,
  scenario: Partial<Scenario> & Pick<Scenario, 'rotation'>,
): Promise<Execution> {
  const full = { processes: 1, records: 12, recordBytes: [120], ...scenario };
  const execution = await runFree({ writer, scenario: full, pool });
  expect(execution.outcome).toEqual({ kind: 'completed' });
  expect(execution.history.filter(({ kind }) => kind === 'ok')).toHaveLength(full.processes * full.records);
  return execution;
}
