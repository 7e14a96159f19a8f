import fc from 'fast-check';
import { canHoldSteps } from '../gate/can-hold-steps.js';
import { minRecordBytes } from './record.js';
import type { LogrotateMode, Scenario } from './scenario.js';
import type { Rotation } from './rotation.js';
import type { WriterProgram } from '../writers/writer-program.js';

/** What `scenarios` may be narrowed to. */
export interface ScenarioBounds {
  readonly processes?: { readonly min?: number; readonly max?: number };
  readonly records?: { readonly max?: number };
  readonly recordBytes?: { readonly max?: number };
  /** Whether rotation keeps every record (the default), or few backups, so that the oldest records go. */
  readonly backups?: 'ample' | 'few';
  /** The log is there before, with this mode. */
  readonly mode?: number;
  /** Somebody else rotates the log, in one of these ways, while it is not rotated otherwise. */
  readonly logrotate?: readonly LogrotateMode[];
  /** Whether processes are to run free: then many records give luck a chance. So they do where steps can't be held. */
  readonly free?: boolean;
}

/** More than so much in one execution, and its files take longer to read than to write. */
const maxTotalBytes = 4_194_304;
/** CPython's chain looks at every possible backup at every rotation. */
const maxRotatedRecords = 160;
/** Under control each step is worth a look, and many small executions find more than a large one. */
const maxControlledRecords = 16;

/**
 * Scenarios for a writer, shrinking towards one process and one small record: 1 to 8 processes, 1 to 16 records in all or,
 * for free runs, 200 each; 32 bytes to 64 KiB a record and often around 4,096 and 8,192, thresholds from one record to
 * twenty, pauses, late starts and early exits. By time, a free run takes a little more than a period, so that it rotates.
 */
export function scenarios(writer: Subject, bounds: ScenarioBounds = {}): fc.Arbitrary<Scenario> {
  const { min = 1, max = 8 } = bounds.processes ?? {};
  const { logrotate } = bounds;
  const drawn = fc
    .record({
      processes: isFree(bounds) ? fc.integer({ min, max }) : mostlyFew(min, max),
      records: fc.integer({ min: 1, max: bounds.records?.max ?? 200 }),
      recordBytes: fc.array(recordSizes(bounds.recordBytes?.max ?? 65_536), { minLength: 1, maxLength: 3 }),
      kind: logrotate === undefined ? fc.constantFrom(...writer.rotations) : fc.constant<Rotation['kind']>('none'),
      recordsPerFile: fc.integer({ min: 1, max: 20 }),
      backups: bounds.backups === 'few' ? fc.integer({ min: 1, max: 5 }) : fc.constant(undefined),
      mostRecords: fc.constant(isFree(bounds) ? Infinity : maxControlledRecords),
      pausesMs: isFree(bounds) ? fc.constant(undefined) : pauses(),
      lateStarts: partings(),
      earlyExits: partings(),
    })
    .map((draw) => withMode(toScenario(draw), bounds));
  if (logrotate === undefined) return drawn;
  return fc.tuple(drawn, fc.constantFrom(...logrotate)).map(([scenario, how]) => ({ ...scenario, logrotate: how }));
}

function withMode(scenario: Scenario, { mode }: ScenarioBounds): Scenario {
  return mode === undefined ? scenario : { ...scenario, mode };
}

/** The part of a writer that decides what its scenarios are like. */
type Subject = Pick<WriterProgram, 'rotations'>;

function isFree({ free = !canHoldSteps() }: ScenarioBounds): boolean {
  return free;
}

/** Bugs that need more than three processes are rare, and each takes as long to start as fifty executions. */
function mostlyFew(min: number, max: number): fc.Arbitrary<number> {
  const few = fc.integer({ min, max: Math.min(3, max) });
  return max <= 3 ? few : fc.oneof({ arbitrary: few, weight: 7 }, { arbitrary: fc.integer({ min, max }), weight: 1 });
}

function recordSizes(max: number): fc.Arbitrary<number> {
  const around = [4096, 8192].filter((bytes) => bytes + 64 <= max);
  return fc.oneof(
    fc.integer({ min: minRecordBytes, max: Math.min(max, 200) }),
    ...around.map((bytes) => fc.integer({ min: bytes - 64, max: bytes + 64 })),
    fc.integer({ min: minRecordBytes, max }),
  );
}

/** Under control a pause takes no time, so that it may be longer than a period. */
function pauses(): fc.Arbitrary<number[] | undefined> {
  return fc.option(fc.array(fc.constantFrom(0, 1, 20, 700, 1500), { minLength: 1, maxLength: 3 }), { nil: undefined });
}

/** Which processes start late or leave early, and after how many records. Most often none. */
function partings(): fc.Arbitrary<Parting[]> {
  const parting = fc.record({ process: fc.nat(7), afterRecords: fc.nat(20) });
  return fc.oneof(
    { arbitrary: fc.constant<Parting[]>([]), weight: 5 },
    { arbitrary: fc.uniqueArray(parting, { selector: ({ process }) => process, maxLength: 3 }), weight: 1 },
  );
}

interface Draw {
  processes: number;
  records: number;
  recordBytes: number[];
  kind: Rotation['kind'];
  recordsPerFile: number;
  backups: number | undefined;
  /** Of all processes together. */
  mostRecords: number;
  pausesMs: number[] | undefined;
  lateStarts: Parting[];
  earlyExits: Parting[];
}

interface Parting {
  process: number;
  afterRecords: number;
}

function toScenario(draw: Draw): Scenario {
  const { processes, recordBytes, kind, recordsPerFile } = draw;
  const largest = Math.max(...recordBytes);
  const mostInAll = Math.min(maxTotalBytes / largest, kind === 'size' ? maxRotatedRecords : Infinity, draw.mostRecords);
  const records = Math.max(1, Math.min(draw.records, Math.floor(mostInAll / processes)));
  const backups = draw.backups ?? processes * (kind === 'time' ? records + periodsIn(draw, records) : records);
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
    rotation: rotations[kind],
    ...pausesOf(draw, records),
    ...(lateStarts.length > 0 ? { lateStarts } : {}),
    ...(earlyExits.length > 0 ? { earlyExits } : {}),
  };
}

/** So many periods may be over before all is written, as far as the pauses go, and a few by the clock alone. */
function periodsIn({ pausesMs = [] }: Draw, records: number): number {
  return 4 + Math.ceil((records * Math.max(0, ...pausesMs)) / 1000);
}

function pausesOf({ kind, pausesMs, mostRecords }: Draw, records: number): { pausesMs?: number[] } {
  if (pausesMs !== undefined) return { pausesMs };
  return kind === 'time' && mostRecords === Infinity ? { pausesMs: [Math.ceil(1200 / records)] } : {};
}

/**
 * How many scenarios a property tries: `LOGTORTURE_RUNS`, and a tenth where each takes more than a second, free. The first is
 * always the same: one that is sure to rotate and, in company, to overlap.
 */
export function runsFor(
  writer: Subject,
  bounds: ScenarioBounds = {},
): { readonly numRuns: number; readonly examples: [Scenario][] } {
  const runs = Number(process.env['LOGTORTURE_RUNS'] ?? 2);
  const [how] = bounds.logrotate ?? [];
  const kind = how === undefined ? (writer.rotations.at(-1) ?? 'none') : 'none';
  const free = isFree(bounds);
  const usual = toScenario({
    processes: Math.min(free ? 4 : 2, bounds.processes?.max ?? 4),
    records: free ? 30 : 4,
    recordBytes: [100],
    kind,
    recordsPerFile: free ? 5 : 2,
    backups: bounds.backups === 'few' ? 2 : undefined,
    mostRecords: free ? Infinity : maxControlledRecords,
    pausesMs: free ? undefined : [0, 700],
    lateStarts: [],
    earlyExits: [],
  });
  return {
    numRuns: free && kind === 'time' ? Math.ceil(runs / 10) : runs,
    examples: [
      [
        withMode(
          { ...usual, ...(free && kind !== 'time' && { pausesMs: [1] }), ...(how !== undefined && { logrotate: how }) },
          bounds,
        ),
      ],
    ],
  };
}
