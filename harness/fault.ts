import * as v from 'valibot';
import { anchorSchema, type Anchor } from './anchor.js';

/** Just before the anchored step would be taken for the first time, the clock moves on. */
export interface Tick {
  readonly kind: 'tick';
  readonly before: Anchor;
  readonly byMs: number;
}

/** Something that a schedule does to a process beside choosing when it goes. */
export type Fault = Tick;

export const faultSchema: v.GenericSchema<unknown, Fault> = v.strictObject({
  kind: v.literal('tick'),
  before: anchorSchema,
  byMs: v.pipe(v.number(), v.minValue(0)),
});
