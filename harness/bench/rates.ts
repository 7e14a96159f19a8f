/** One thing to measure: it is repeated for so many seconds in each round. */
export interface Way {
  readonly name: string;
  readonly seconds: number;
  /** How long it is repeated before anything counts; default 0.5. */
  readonly warmUpSeconds?: number;
  /** How many are under way at once. */
  readonly lanes?: number;
  readonly execute: () => unknown;
}

const rounds = 5;

/** Measures several ways in turn, so that a machine's changing speed meets all of them, and prints executions a second. */
export async function printRates(title: string, ways: readonly Way[]): Promise<void> {
  const rates = ways.map((): number[] => []);
  for (const way of ways) await rateOf({ ...way, seconds: way.warmUpSeconds ?? 0.5 });
  for (let round = 0; round < rounds; round++) {
    for (const [index, way] of ways.entries()) rates[index]?.push(await rateOf(way));
  }
  console.log(`${title}: executions a second, median of ${rounds} rounds`);
  for (const [index, { name }] of ways.entries()) {
    const sorted = (rates[index] ?? []).toSorted((a, b) => a - b).map((rate) => rate.toFixed(rate < 100 ? 1 : 0));
    const median = sorted[(rounds - 1) / 2] ?? '';
    console.log(`  ${name.padEnd(44)} ${median.padStart(6)}   (${sorted[0]} to ${sorted.at(-1)})`);
  }
}

async function rateOf({ lanes = 1, seconds, execute }: Way): Promise<number> {
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
