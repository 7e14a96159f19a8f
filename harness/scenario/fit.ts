import type { RecordContent } from './content.js';
import type { Rotation } from './rotation.js';
import type { Scenario } from './scenario.js';

/** With more than this in one execution, its files take longer to read than to write. */
const maxTotalBytes = 4_194_304;
/** CPython's chain looks at every possible backup at every rotation. */
const maxRotatedRecords = 160;
/** Under control each step is worth a look, and many small executions find more than a large one. */
export const maxControlledRecords = 16;

/** A scenario as it is drawn: each number for itself, whether or not they go together. */
export interface Draw {
  readonly processes: number;
  readonly records: number;
  /** Of all processes, at most; default: as many as an execution bears. */
  readonly inAll?: number | undefined;
  readonly recordBytes: readonly number[];
  readonly content?: RecordContent | undefined;
  readonly kind: Rotation['kind'];
  readonly recordsPerFile: number;
  /** As many as keep every record, where nothing is drawn. */
  readonly backups: number | undefined;
  readonly pausesMs: readonly number[] | undefined;
  readonly lateStarts: readonly Parting[];
  readonly earlyExits: readonly Parting[];
}

/** A process that starts late or leaves early, after so many records. */
export interface Parting {
  readonly process: number;
  readonly afterRecords: number;
}

/** The scenario that is nearest to what was drawn: with no more records than an execution bears, and backups for them. */
export function fitted(draw: Draw, free: boolean): Scenario {
  const { processes, recordBytes, content, kind, recordsPerFile } = draw;
  const largest = Math.max(...recordBytes);
  const records = recordsFor(draw, free);
  const backups =
    draw.backups === undefined
      ? processes * (kind === 'time' ? records + periodsIn(draw, records) : records)
      : Math.min(draw.backups, processes * records - 1);
  const rotations: Record<Rotation['kind'], Rotation> = {
    none: { kind: 'none' },
    size: { kind: 'size', maxBytes: (largest + 1) * recordsPerFile, backups },
    time: { kind: 'time', periodMs: 1000, backups },
  };
  const present = ({ process }: Parting): boolean => process < processes;
  const lateStarts = draw.lateStarts.filter(present);
  const earlyExits = draw.earlyExits.filter(present);
  return {
    processes,
    records,
    recordBytes,
    ...(content !== undefined && { content }),
    rotation: rotations[kind],
    ...pausesFor(draw, records, free),
    ...(lateStarts.length > 0 && { lateStarts }),
    ...(earlyExits.length > 0 && { earlyExits }),
  };
}

/** How many records each process writes; where backups are few, so many in all that one has to go. */
function recordsFor({ processes, records, inAll = Infinity, recordBytes, kind, backups }: Draw, free: boolean): number {
  const mostInAll = Math.min(
    maxTotalBytes / Math.max(...recordBytes),
    kind === 'size' ? maxRotatedRecords : Infinity,
    free ? Infinity : maxControlledRecords,
    inAll,
  );
  const least = backups === undefined || processes > 1 ? 1 : 2;
  return Math.max(least, Math.min(records, Math.floor(mostInAll / processes)));
}

/** So many periods may be over before all is written, as far as the pauses go, and a few by the clock alone. */
function periodsIn({ pausesMs = [] }: Draw, records: number): number {
  return 4 + Math.ceil((records * Math.max(0, ...pausesMs)) / 1000);
}

/** By time, a free run needs pauses, so that a period is over before all is written. */
function pausesFor({ kind, pausesMs }: Draw, records: number, free: boolean): Pick<Scenario, 'pausesMs'> {
  if (pausesMs !== undefined) return { pausesMs };
  return kind === 'time' && free ? { pausesMs: [Math.ceil(1200 / records)] } : {};
}
