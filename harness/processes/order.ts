import { join } from 'node:path';
import { liveName } from '../execution/log-names.js';
import { pausesOf, recordTexts, type Scenario } from '../scenario/scenario.js';
import type { Order } from './protocol.js';

/** What one process of a scenario is asked to do in a directory. */
export function orderOf(scenario: Scenario, process: number, directory: string): Order {
  const pausesMs = pausesOf(scenario, process);
  return {
    file: join(directory, liveName),
    rotation: scenario.rotation,
    process,
    records: recordTexts(scenario, process),
    ...(pausesMs === undefined ? {} : { pausesMs }),
  };
}
