import type { GateEvent } from '../gate/index.js';
import type { Execution } from './execution.js';

/** What can go wrong from outside: a clock is set, a process is killed, a call is made to fail or to fall short. */
export type FaultFamily = 'clock' | 'kill' | 'error';

/** Which faults have happened. */
export function faultsIn({ events }: Pick<Execution, 'events'>): ReadonlySet<FaultFamily> {
  return new Set(events.map(familyOf).filter((family) => family !== undefined));
}

function familyOf(event: GateEvent): FaultFamily | undefined {
  if (event.kind === 'clock-set') return 'clock';
  if (event.kind === 'killed') return 'kill';
  return event.kind === 'step' && event.imposed === true ? 'error' : undefined;
}
