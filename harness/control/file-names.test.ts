import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { invariants } from '../claims/index.js';
import { judge } from '../claims/judge.js';
import { rotatedFiles } from '../execution/execution.js';
import { gateSupport } from '../gate/index.js';
import { undisturbedSchedule } from '../schedule/schedule.js';
import type { Scenario } from '../scenario/scenario.js';
import { commandWriter } from '../writers/find-writer.js';
import { openControl } from './control.js';
import { carryOut } from './plan.js';

const records = 12;
const scenario: Scenario = {
  processes: 1,
  records,
  recordBytes: [40],
  rotation: { kind: 'size', maxBytes: 41, backups: records },
};

/** Each lets one record into a file, so that all but the live one are rotated. */
const styles: readonly { readonly style: readonly string[]; readonly rotated: number }[] = [
  ...[
    'app.log.%d',
    'app__%d.log',
    'app-01-Jan-2026-%d.log',
    'app.log.%d.gz',
    'app.log.%d.zst',
    'other-%d',
    'old/%d/log',
  ].map((pattern) => ({ style: ['pattern', pattern], rotated: records - 1 })),
  { style: ['chain'], rotated: records - 1 },
  { style: ['live-number'], rotated: records - 1 },
  { style: ['symbolic'], rotated: records - 1 },
  { style: ['hard'], rotated: records - 1 },
  { style: ['packs'], rotated: records - 1 },
];

describe.runIf(gateSupport().able)('a correct writer is not accused, whatever it calls its files', () => {
  test.each(styles)('$style', async ({ style, rotated }) => {
    const fixture = join(import.meta.dirname, 'fixtures', 'names-its-files.mjs');
    const writer = await commandWriter([process.execPath, fixture, ...style]);
    const control = openControl({ writer, processes: 1 });
    try {
      const { execution } = carryOut(control, scenario, { kind: 'schedule', schedule: undisturbedSchedule });
      expect(execution.outcome).toEqual({ kind: 'completed' });
      expect(rotatedFiles(execution)).toHaveLength(rotated);
      const broken = invariants.flatMap((invariant) => judge(invariant, execution) ?? []);
      expect(broken).toEqual([]);
    } finally {
      control.close();
    }
  });
});
