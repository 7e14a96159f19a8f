import * as v from 'valibot';
import { count } from './count.js';
import type { Rotation } from './rotation.js';
import type { Scenario } from './scenario.js';

/** From the least to the most, both included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** What scenarios are to keep to. */
export interface Sizes {
  readonly processes?: Range;
  /** Of each process. */
  readonly records?: Range;
  readonly recordBytes?: Range;
  /** The size at which a log that is rotated by size is rotated. */
  readonly maxBytes?: Range;
}

const rangeSchema = v.exactOptional(v.strictObject({ min: count, max: count }));

/** As a document holds them. */
export const sizesSchema: v.GenericSchema<unknown, Sizes> = v.strictObject({
  processes: rangeSchema,
  records: rangeSchema,
  recordBytes: rangeSchema,
  maxBytes: rangeSchema,
});

export function isWithin(scenario: Scenario, sizes: Sizes = {}): boolean {
  const { processes, records, recordBytes, rotation } = scenario;
  return (
    isIn(processes, sizes.processes) &&
    isIn(records, sizes.records) &&
    recordBytes.every((bytes) => isIn(bytes, sizes.recordBytes)) &&
    (rotation.kind !== 'size' || isIn(rotation.maxBytes, sizes.maxBytes))
  );
}

/** The scenario that keeps to sizes and is nearest to one: as many records fill a file, and backups that kept all of them still do. */
export function withSizes(scenario: Scenario, sizes: Sizes | undefined): Scenario {
  if (sizes === undefined || isWithin(scenario, sizes)) return scenario;
  const processes = nearest(scenario.processes, sizes.processes);
  const records = nearest(scenario.records, sizes.records);
  const recordBytes = scenario.recordBytes.map((bytes) => nearest(bytes, sizes.recordBytes));
  const { lateStarts, earlyExits, ...rest } = scenario;
  const isThere = (each: { readonly process: number }): boolean => each.process < processes;
  return {
    ...rest,
    processes,
    records,
    recordBytes,
    rotation: rotationFor(scenario, { processes, records, recordBytes }, sizes),
    ...(lateStarts !== undefined && { lateStarts: lateStarts.filter(isThere) }),
    ...(earlyExits !== undefined && { earlyExits: earlyExits.filter(isThere) }),
  };
}

function rotationFor(
  { rotation, ...before }: Scenario,
  after: Pick<Scenario, 'processes' | 'records' | 'recordBytes'>,
  sizes: Sizes,
): Rotation {
  if (rotation.kind === 'none') return rotation;
  const all = after.processes * after.records;
  const keepsAll = rotation.backups >= before.processes * before.records;
  const backups = keepsAll ? Math.max(rotation.backups, all) : Math.max(1, Math.min(rotation.backups, all - 1));
  if (rotation.kind === 'time') return { ...rotation, backups };
  const lines = rotation.maxBytes / lineOf(before);
  return { ...rotation, maxBytes: nearest(Math.round(lines * lineOf(after)), sizes.maxBytes), backups };
}

function lineOf({ recordBytes }: Pick<Scenario, 'recordBytes'>): number {
  return Math.max(...recordBytes) + 1;
}

function isIn(value: number, range: Range | undefined): boolean {
  return nearest(value, range) === value;
}

function nearest(value: number, { min, max }: Range = { min: 0, max: Infinity }): number {
  return Math.min(max, Math.max(min, value));
}
