import { createHash } from 'node:crypto';
import type { Scenario } from '../scenario/scenario.js';
import { maxSeed } from '../schedule/seed.js';

/** A seed that follows from a scenario, so that fast-check's seed and path, which bring the scenario back, bring back its schedules. */
export function seedOf(scenario: Scenario): number {
  return createHash('sha256').update(JSON.stringify(scenario)).digest().readUInt32BE() & maxSeed;
}
