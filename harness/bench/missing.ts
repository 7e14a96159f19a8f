import { runFree } from '../processes/free.js';
import { openPool } from '../processes/pool.js';
import { missingRecords, resultOf } from '../report/run-result.js';
import type { Scenario } from '../scenario/scenario.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { lengthened } from '../limits.js';

const silenceMs = lengthened(60_000);

/** How many records are missing after each of several free runs. */
export async function missingIn(
  writer: WriterProgram,
  runs: number,
  scenarioOf: (run: number) => Scenario,
): Promise<number[]> {
  const pool = openPool(silenceMs);
  const missing: number[] = [];
  for (let run = 0; run < runs; run++) {
    const execution = await runFree({ writer, scenario: scenarioOf(run), pool, silenceMs });
    missing.push(missingRecords(resultOf(execution)));
  }
  await pool.close();
  return missing;
}
