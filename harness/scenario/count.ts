import * as v from 'valibot';

/** How many, or which one, as a document holds it: a whole number from 0 on. */
export const count: v.GenericSchema<unknown, number> = v.pipe(v.number(), v.integer(), v.minValue(0));
