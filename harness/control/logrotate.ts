import { join } from 'node:path';
import type { Member } from '../gate/index.js';
import { liveName } from '../execution/log-names.js';
import { compiledModule } from '../package-root.js';
import type { LogrotateOrder } from '../processes/host/logrotate.js';
import type { Scenario } from '../scenario/scenario.js';
import { nodeMember } from './member.js';

/** The process that rotates a log as logrotate does. */
export function logrotateMember(): Member {
  return nodeMember([compiledModule('processes/host/logrotate.js')]);
}

/** The line that tells it to, where a scenario wants it. */
export function logrotateLine(scenario: Scenario, directory: string, pids: readonly number[]): string | undefined {
  const { logrotate: mode, logrotateAgain: again, processes, pausesMs = [] } = scenario;
  if (mode === undefined) return undefined;
  const pauseMs = again === undefined ? 0 : Math.max(0, ...pausesMs);
  const order: LogrotateOrder = {
    file: join(directory, liveName),
    mode,
    ...(again !== undefined && { again }),
    // So that each process that pauses has written a record before the first rotation, and some more before the second.
    waitsMs: [pauseMs * 1.5, pauseMs * 3],
    writers: pids.slice(0, processes),
  };
  return JSON.stringify(order);
}
