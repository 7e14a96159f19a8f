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

/** What measures itself, and gives executions a second. */
export interface Measured {
  readonly name: string;
  readonly rate: () => number;
}

/**
 * Measures several ways in turn, so that a machine's changing speed meets all of them, and prints executions a second. Gives the
 * median of each.
 */
export async function printRates(title: string, ways: readonly (Way | Measured)[]): Promise<readonly number[]> {
  const rates = ways.map((): number[] => []);
  for (const way of ways) if (!('rate' in way)) await rateOf({ ...way, seconds: way.warmUpSeconds ?? 0.5 });
  for (let round = 0; round < rounds; round++) {
    for (const [index, way] of ways.entries()) rates[index]?.push('rate' in way ? way.rate() : await rateOf(way));
  }
  console.log(`${title}: executions a second, median of ${rounds} rounds`);
  return ways.map(({ name }, index) => {
    const sorted = (rates[index] ?? []).toSorted((a, b) => a - b);
    const [median = 0, least = 0, most = 0] = [sorted[(rounds - 1) / 2], sorted[0], sorted.at(-1)];
    console.log(`  ${name.padEnd(44)} ${inDigits(median).padStart(6)}   (${inDigits(least)} to ${inDigits(most)})`);
    return median;
  });
}

function inDigits(rate: number): string {
  return rate.toFixed(rate < 100 ? 1 : 0);
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
