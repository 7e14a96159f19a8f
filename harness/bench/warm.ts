import { runFree } from '../free.js';
import { openPool } from '../processes/pool.js';
import type { Scenario } from '../scenario.js';
import { writerNamed } from '../writers/index.js';

const small: Scenario = {
  processes: 2,
  records: 2,
  recordBytes: [64],
  rotation: { kind: 'size', maxBytes: 100, backups: 4 },
};
const rounds = 5;

/** Executions a second with warm processes, one after another and two at a time, beside processes started anew. */
export async function benchWarm(): Promise<void> {
  const writer = writerNamed('size');
  if (writer === undefined) return;
  const pool = openPool(10_000);
  const warm = async (): Promise<unknown> => runFree({ writer, scenario: small, pool });
  const anew = async (): Promise<void> => {
    const fresh = openPool(10_000);
    await runFree({ writer, scenario: small, pool: fresh });
    await fresh.close();
  };

  const ways: readonly {
    name: string;
    lanes: number;
    seconds: number;
    execute: () => Promise<unknown>;
    rates: number[];
  }[] = [
    { name: 'warm, one at a time', lanes: 1, seconds: 1, execute: warm, rates: [] },
    { name: 'warm, two at a time', lanes: 2, seconds: 1, execute: warm, rates: [] },
    { name: 'processes started anew', lanes: 1, seconds: 2, execute: anew, rates: [] },
  ];
  await rate(1, 1, warm);
  for (let round = 0; round < rounds; round++) {
    for (const way of ways) way.rates.push(await rate(way.lanes, way.seconds, way.execute));
  }
  await pool.close();
  console.log('size, 2 processes × 2 records, free: executions a second, median of five rounds');
  for (const { name, rates } of ways) {
    const sorted = rates.toSorted((a, b) => a - b).map((figure) => figure.toFixed(figure < 100 ? 1 : 0));
    console.log(`  ${name.padEnd(24)} ${String(sorted[2]).padStart(6)}   (${sorted[0]} to ${sorted.at(-1)})`);
  }
}

async function rate(lanes: number, seconds: number, execute: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let executions = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - started < seconds * 1000) {
      await execute();
      executions += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return (executions / (performance.now() - started)) * 1000;
}
