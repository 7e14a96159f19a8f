import { join } from 'node:path';
import type { Member } from '../gate/index.js';
import { liveName } from '../execution/log-files.js';
import { compiledModule } from '../package-root.js';
import type { LogrotateOrder } from '../processes/host/logrotate.js';
import type { Scenario } from '../scenario/scenario.js';
import { nodeMember } from './member.js';

/** The process that rotates a log as logrotate does. */
export function logrotateMember(): Member {
  return nodeMember([compiledModule('processes/host/logrotate.js')]);
}

/** The line that tells it to, where a scenario wants it. */
export function logrotateLine({ logrotate }: Scenario, directory: string): string | undefined {
  if (logrotate === undefined) return undefined;
  const order: LogrotateOrder = { file: join(directory, liveName), mode: logrotate };
  return JSON.stringify(order);
}
