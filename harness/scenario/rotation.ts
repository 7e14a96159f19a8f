import * as v from 'valibot';
import { count } from './count.js';

/** How a log rotates. Sizes are bytes, periods milliseconds; `backups` is how many rotated files are kept. */
export type Rotation =
  | { readonly kind: 'none' }
  | { readonly kind: 'size'; readonly maxBytes: number; readonly backups: number }
  | { readonly kind: 'time'; readonly periodMs: number; readonly backups: number };

const positive = v.pipe(v.number(), v.integer(), v.minValue(1));

export const rotationSchema: v.GenericSchema<unknown, Rotation> = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('size'), maxBytes: positive, backups: count }),
  v.object({ kind: v.literal('time'), periodMs: positive, backups: count }),
]);

export const rotationKindsSchema: v.GenericSchema<unknown, Rotation['kind'][]> = v.pipe(
  v.array(
    v.picklist(['none', 'size', 'time'], 'each must be none, size or time'),
    'must be a list of none, size, time',
  ),
  v.minLength(1, 'must name at least one of none, size, time'),
);

/** The period of a rotation by time. */
export function periodOf(rotation: Rotation): { readonly periodMs?: number } {
  return rotation.kind === 'time' ? { periodMs: rotation.periodMs } : {};
}
