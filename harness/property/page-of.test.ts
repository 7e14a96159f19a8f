import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { noRecordLost } from '../claims/index.js';
import { canHoldSteps } from '../gate/can-hold-steps.js';
import { newDirectory } from '../processes/directory.js';
import type { Scenario } from '../scenario/scenario.js';
import { writerNamed } from '../writers/index.js';
import { expectHolds } from './expect-holds.js';

const directory = newDirectory();
afterAll(directory.remove);
const size = writerNamed('size');
const scenario: Scenario = {
  processes: 2,
  records: 2,
  recordBytes: [32],
  rotation: { kind: 'size', maxBytes: 64, backups: 4 },
};

describe.runIf(canHoldSteps() && size !== undefined)('a property', () => {
  test('that does not hold has a page of its counterexample, where a folder is named for it', async () => {
    if (size === undefined) return;
    const options = { keep: false, html: directory.path, executions: 60, seed: 1 } as const;
    const file = join(directory.path, 'no-record-lost', 'size.html');
    await expect(expectHolds(noRecordLost, { writer: size, scenario }, options)).rejects.toThrow(
      `\nOpen it: ${file}\n`,
    );
    expect(existsSync(file)).toBe(true);
  });
});
