import { describe, expect, test } from 'vitest';
import type { Scenario } from '../scenario/scenario.js';
import { bytesIn, newLongOrders } from './long-orders.js';

const scenarioOf = (bytes: number): Scenario => ({
  processes: 2,
  records: 1,
  recordBytes: [bytes],
  rotation: { kind: 'none' },
});

/** A writer that takes so long to read a byte, on a machine that takes so much longer the first time. */
function reader(perByteMs: number, { noiseMs = 0 } = {}) {
  let nowMs = 0;
  let runs = 0;
  const run = (scenario: Scenario): void => {
    nowMs += 5 + bytesIn(scenario) * perByteMs + (runs % 2 === 0 ? noiseMs : 0);
    runs += 1;
  };
  return { orders: newLongOrders(10_000, run, () => nowMs), runs: () => runs };
}

describe('scenarios of many bytes', () => {
  test('are left out where a shell reads them byte by byte, and no others', () => {
    const { orders } = reader(0.03);
    expect([50, 4_000, 8_000].filter((bytes) => orders.isTooLong(scenarioOf(bytes), 20_000))).toEqual([]);
    expect([65_537, 1_048_576].every((bytes) => orders.isTooLong(scenarioOf(bytes), 20_000))).toBe(true);
  });

  test('are not left out where they are read at once, though the machine is busy', () => {
    const { orders } = reader(0.000_01, { noiseMs: 300 });
    expect([65_537, 1_048_576].filter((bytes) => orders.isTooLong(scenarioOf(bytes), 20_000))).toEqual([]);
  });

  test('fit in where there is more time', () => {
    const { orders } = reader(0.03);
    expect(orders.isTooLong(scenarioOf(65_537), 600_000)).toBe(false);
    expect(orders.isTooLong(scenarioOf(1_048_576), 600_000)).toBe(true);
  });

  test('are measured once, and not at all where no time is set or there are few bytes', () => {
    const { orders, runs } = reader(0.03);
    orders.isTooLong(scenarioOf(1_048_576), Infinity);
    orders.isTooLong(scenarioOf(50), 20_000);
    expect(runs()).toBe(0);
    orders.isTooLong(scenarioOf(1_048_576), 20_000);
    const first = runs();
    orders.isTooLong(scenarioOf(1_048_576), 20_000);
    expect(runs()).toBe(first);
  });

  test('are left out from as many on as have once taken too long', () => {
    const { orders } = reader(0);
    orders.tookTooLong(scenarioOf(65_537));
    expect([40_000, 65_537, 70_000].map((bytes) => orders.isTooLong(scenarioOf(bytes), 20_000))).toEqual([
      false,
      true,
      true,
    ]);
  });
});
