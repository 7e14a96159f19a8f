import { runFree } from '../processes/free.js';
import { openPool } from '../processes/pool.js';
import { missingRecords, resultOf, spread } from '../report/run-result.js';
import { textTable } from '../report/table.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Rotation } from '../scenario/rotation.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { builtInWriters } from '../writers/index.js';
import { runsOr } from './runs.js';

const common = { processes: 4, records: 200, recordBytes: [100] };
const total = common.processes * common.records;

const rotations: Readonly<Record<Rotation['kind'], Rotation>> = {
  none: { kind: 'none' },
  size: { kind: 'size', maxBytes: 2048, backups: total },
  time: { kind: 'time', periodMs: 1000, backups: total },
};

/**
 * All writers free, as the operating system has them: four processes × 200 records, a threshold of 2 KiB, backups for all of
 * them, 1 ms between records, and by time as long as more than a period takes; and one process alone, without a pause, which
 * tells a plain bug from a race.
 */
export async function benchLoggers(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const writer of builtInWriters().filter(({ unavailable }) => unavailable === undefined)) {
    for (const kind of writer.rotations) {
      const scenario: Scenario = { ...common, rotation: rotations[kind] };
      const together = await missingIn(writer, { ...scenario, pausesMs: [kind === 'time' ? 6 : 1] });
      const alone = await missingIn(writer, { ...scenario, processes: 1 });
      rows.push([writer.name, kind, spread(together).join(' / '), spread(alone).join(' / ')]);
    }
  }
  console.log(textTable(['writer', 'rotation', `missing of ${total}: min / median / max`, 'alone, of 200'], rows));
}

async function missingIn(writer: WriterProgram, scenario: Scenario): Promise<number[]> {
  const pool = openPool(60_000);
  const missing: number[] = [];
  for (let run = 0; run < runsOr(10); run++)
    missing.push(missingRecords(resultOf(await runFree({ writer, scenario, pool, silenceMs: 60_000 }))));
  await pool.close();
  return missing;
}
