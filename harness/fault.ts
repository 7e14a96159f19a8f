import type { Anchor } from './schedule.js';

/** Just before the anchored step would be taken for the first time, the clock moves on. */
export interface Tick {
  readonly kind: 'tick';
  readonly before: Anchor;
  readonly byMs: number;
}

/** Something that a schedule does to a process beside choosing when it goes. */
export type Fault = Tick;
