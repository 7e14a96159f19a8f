import fc from 'fast-check';
import { isFree, withMode, type Rotating, type ScenarioBounds } from './bounds.js';
import { recordContents, type RecordContent } from './content.js';
import { fitted, maxControlledRecords, type Parting } from './fit.js';
import { programs } from './programs.js';
import { minRecordBytes } from './record.js';
import type { Rotation } from './rotation.js';
import { secondRotations, type Scenario } from './scenario.js';
import { withSizes } from './sizes.js';

/**
 * Scenarios for a writer, shrinking towards one process and one small record: 1 to 8 processes, 1 to 16 records in all, most
 * often up to 6, or, for free runs, 1 to 200 each; 32 bytes to 64 KiB a record and often around 4,096, 8,192 and 65,536, thresholds from one record to
 * twenty, plain ASCII or what else the writer takes, pauses, late starts and early exits. By time, a free run takes a little more than a period, so that it rotates.
 */
export function scenarios(
  { rotations, takes = recordContents, sizes, asIs, forks }: Rotating,
  bounds: ScenarioBounds = {},
): fc.Arbitrary<Scenario> {
  if (asIs !== undefined) return programs({ asIs, forks, sizes }, bounds);
  const { min = 1, max = 8 } = bounds.processes ?? {};
  const { logrotate } = bounds;
  const free = isFree(bounds);
  const drawn = fc
    .record({
      processes: free ? fc.integer({ min, max }) : mostlyFew(min, max),
      records: fc.integer({ min: 1, max: bounds.records?.max ?? 200 }),
      recordBytes: fc.array(recordSizes(bounds.recordBytes?.max ?? 65_536 + nearBytes), { minLength: 1, maxLength: 3 }),
      content: contents(takes),
      inAll: free || bounds.records !== undefined ? fc.constant(undefined) : mostlyFewRecords(),
      kind: fc.constantFrom(...kindsWithin(rotations, bounds)),
      recordsPerFile: thresholds(bounds),
      backups: bounds.backups === 'few' ? fc.integer({ min: 1, max: 5 }) : fc.constant(undefined),
      pausesMs: free ? fc.constant(undefined) : pauses(),
      lateStarts: partings(),
      earlyExits: partings(),
    })
    .map((draw) => withSizes(withMode(fitted(draw, free), bounds), sizes));
  if (logrotate === undefined) return drawn;
  const again = fc.option(fc.constantFrom(...secondRotations), { nil: undefined });
  return fc.tuple(drawn, fc.constantFrom(...logrotate), again).map(([scenario, how, twice]) => ({
    ...scenario,
    logrotate: how,
    ...(twice !== undefined && how !== 'copytruncate' && { logrotateAgain: twice }),
  }));
}

/** What another program rotates, the writer does not; and where there are few backups, something has to be rotated. */
function kindsWithin(
  rotations: readonly Rotation['kind'][],
  { logrotate, backups }: ScenarioBounds,
): readonly Rotation['kind'][] {
  if (logrotate !== undefined) return ['none'];
  const rotating = rotations.filter((kind) => kind !== 'none');
  return backups === 'few' && rotating.length > 0 ? rotating : rotations;
}

/** An execution takes as long as its steps, and what goes wrong seldom takes many records. */
function mostlyFewRecords(): fc.Arbitrary<number> {
  const any = fc.integer({ min: 1, max: maxControlledRecords });
  return fc.oneof({ arbitrary: fc.integer({ min: 1, max: 6 }), weight: 3 }, { arbitrary: any, weight: 1 });
}

/** In records. Of few records, a log that may hold many is seldom rotated: where nothing is asked, most logs hold few. */
function thresholds({ rotates, records }: ScenarioBounds): fc.Arbitrary<number> {
  const few = fc.integer({ min: 1, max: 3 });
  const any = fc.integer({ min: 1, max: 20 });
  if (rotates === 'often') return few;
  if (rotates !== undefined || records !== undefined) return any;
  return fc.oneof({ arbitrary: few, weight: 3 }, { arbitrary: any, weight: 1 });
}

/** Bugs that need more than three processes are rare, and each takes as long to start as fifty executions. */
function mostlyFew(min: number, max: number): fc.Arbitrary<number> {
  const few = fc.integer({ min, max: Math.min(3, max) });
  return max <= 3 ? few : fc.oneof({ arbitrary: few, weight: 7 }, { arbitrary: fc.integer({ min, max }), weight: 1 });
}

/** So many bytes a buffer or a pipe most often holds; what is as near to it as this may just fit, or not with what stands around it. */
const bufferBytes = [4096, 8192, 65_536];
const nearBytes = 64;

function recordSizes(max: number): fc.Arbitrary<number> {
  const around = bufferBytes.filter((bytes) => bytes + nearBytes <= max);
  return fc.oneof(
    fc.integer({ min: minRecordBytes, max: Math.min(max, 200) }),
    ...around.map((bytes) => fc.integer({ min: bytes - nearBytes, max: bytes + nearBytes })),
    fc.integer({ min: minRecordBytes, max }),
  );
}

/** Most often plain ASCII, which is the smallest. */
function contents(takes: readonly RecordContent[]): fc.Arbitrary<RecordContent | undefined> {
  const others = takes.map((content) => ({ arbitrary: fc.constant(content), weight: 1 }));
  return fc.oneof({ arbitrary: fc.constant(undefined), weight: 5 }, ...others);
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
