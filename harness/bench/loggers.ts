import { spread } from '../report/run-result.js';
import { textTable } from '../report/table.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Rotation } from '../scenario/rotation.js';
import { builtInWriters } from '../writers/index.js';
import { missingIn } from './missing.js';
import { runsOr } from './runs.js';

const common = { processes: 4, records: 200, recordBytes: [100] };
const total = common.processes * common.records;

const rotations: Readonly<Record<Rotation['kind'], Rotation>> = {
  none: { kind: 'none' },
  size: { kind: 'size', maxBytes: 2048, backups: total },
  time: { kind: 'time', periodMs: 1000, backups: total },
};

/**
 * All writers free: four processes × 200 records, a threshold of 2 KiB, backups for all records, pauses of 1 ms, and by time
 * longer ones, so that it takes more than a period. Then one process alone, without a pause, which tells a plain bug from a
 * race.
 */
export async function benchLoggers(): Promise<void> {
  const runs = runsOr(10);
  const rows: (string | number)[][] = [];
  for (const writer of builtInWriters().filter(({ unavailable }) => unavailable === undefined)) {
    for (const kind of writer.rotations) {
      const scenario: Scenario = { ...common, rotation: rotations[kind] };
      const together = await missingIn(writer, runs, () => ({ ...scenario, pausesMs: [kind === 'time' ? 6 : 1] }));
      const alone = await missingIn(writer, runs, () => ({ ...scenario, processes: 1 }));
      rows.push([writer.name, kind, spread(together).join(' / '), spread(alone).join(' / ')]);
    }
  }
  console.log(textTable(['writer', 'rotation', `missing of ${total}: min / median / max`, 'alone, of 200'], rows));
}
