import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { traceOf } from '../execution/events.js';
import { commandWriter } from '../writers/find-writer.js';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import type { Scenario } from '../scenario/scenario.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { writerNamed } from '../writers/index.js';
import type { Plan } from './plan.js';
import { openRemoteControl } from './remote.js';

const scenario: Scenario = { processes: 2, records: 2, recordBytes: [50], rotation: { kind: 'none' } };
const walk = (seed: number): Plan => ({ kind: 'random-walk', seed });

function file(): WriterProgram {
  const writer = writerNamed('file');
  if (writer === undefined) throw new Error('There is no writer file.');
  return writer;
}

describe.runIf(gateSupport().able)('a remote control', () => {
  const directory = newDirectory();
  beforeAll(() => void vi.stubEnv('LOGTORTURE_DIRECTORY', directory.path));
  afterAll(() => {
    vi.unstubAllEnvs();
    directory.remove();
  });

  test('carries out plans that are asked for at once, each with its own answer, and leaves no directory', async () => {
    const remote = await openRemoteControl({ writer: file(), processes: 2 });
    const together = await Promise.all([1, 2, 3].map((seed) => remote.run(scenario, walk(seed))));
    for (const [index, { execution, schedule }] of together.entries()) {
      const alone = await remote.run(scenario, walk(index + 1));
      expect({ ...alone.execution, milliseconds: 0 }).toEqual({ ...execution, milliseconds: 0 });
      expect(alone.schedule).toEqual(schedule);
    }
    expect(new Set(together.map(({ execution }) => JSON.stringify(traceOf(execution)))).size).toBeGreaterThan(1);
    await remote.close();
    expect(readdirSync(directory.path)).toEqual([]);
  });

  test('reports a failure with its cause, and carries out the next plan', async () => {
    const remote = await openRemoteControl({ writer: file(), processes: 2 });
    await expect(remote.run({ ...scenario, processes: 3 }, walk(1))).rejects.toThrow(
      /^The thread that holds the steps failed: The scenario can't be run: it has 3 processes, and the control 2\.$/,
    );
    expect((await remote.run(scenario, walk(1))).execution.outcome).toEqual({ kind: 'completed' });
    await remote.close();
  });

  test('refuses every run once it is closed, and can be closed again', async () => {
    const remote = await openRemoteControl({ writer: file(), processes: 1 });
    await remote.close();
    await expect(remote.run({ ...scenario, processes: 1 }, walk(1))).rejects.toThrow(
      'The thread that holds the steps has ended.',
    );
    await remote.close();
  });

  test('is not opened for a program that is not there, and leaves nothing behind', async () => {
    const writer = { ...file(), command: ['no-such-program'] };
    await expect(openRemoteControl({ writer, processes: 2 })).rejects.toThrow(
      /^no-such-program cannot be started: there is no such program on the PATH/,
    );
    expect(readdirSync(directory.path)).toEqual([]);
  });

  test('is not opened for a program that ends at once, and says what it said', async () => {
    const fixture = join(packageRoot, 'harness', 'processes', 'fixtures', 'exits-at-once.mjs');
    const writer = await commandWriter([process.execPath, fixture]);
    await expect(openRemoteControl({ writer, processes: 2 })).rejects.toThrow(/cannot be used: .* I do not run here/);
  });
});
