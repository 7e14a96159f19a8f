import type { Clock } from './clock.js';
import type { Directory } from './directory.js';
import type { GateEvent } from './events.js';
import type { Grant } from './grant.js';
import type { Sockets } from './sockets.js';

/** What all members of an execution share. */
export interface World {
  readonly clock: Clock;
  directory: Directory | undefined;
  /** What has happened since it was last asked for, in order. */
  events: GateEvent[];
  grants: Grant[];
  /** The sockets of the execution that runs. */
  sockets: Sockets | undefined;
}
