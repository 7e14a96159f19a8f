import { faultsFor } from '../claims/claim.js';
import type { FaultKind } from '../schedule/fault.js';
import { maxRecordBytes, minRecordBytes } from '../scenario/record.js';
import { logrotateModes, type LogrotateMode, type Scenario } from '../scenario/scenario.js';
import type { Bounds } from '../schedulers/systematic.js';
import type { Rotation } from '../scenario/rotation.js';

/** A scenario, and which of its schedules are gone through. */
export interface Rung {
  readonly scenario: Scenario;
  readonly bounds: Bounds;
  /** No more of its schedules are worth their time; as many as any other's unless told. */
  readonly most?: number;
}

/**
 * What scenarios and schedules are like, since not every claim can be judged by all of them: backups keep every record;
 * or only few files, so that retention has something to do; or they keep all of them while processes are killed, while
 * calls fail, while clocks are set, while nobody else may read the log, or while somebody else rotates it in one way.
 */
export type Setting = 'ample' | 'few' | 'kills' | 'errors' | 'clocks' | 'private' | LogrotateMode;

export const settings: readonly Setting[] = ['ample', 'few', 'kills', 'errors', 'clocks', 'private', ...logrotateModes];

/** The faults that happen in a setting. */
export function faultsOf(setting: Setting): readonly FaultKind[] {
  switch (setting) {
    case 'kills':
      return faultsFor('survives-kill');
    case 'errors':
      return faultsFor('fails-loudly');
    case 'clocks':
      return faultsFor('survives-clock-change');
    default:
      return [];
  }
}

/** What a scenario has in a setting beside its processes, records and rotation. */
export function extrasOf(setting: Setting): Pick<Scenario, 'mode' | 'logrotate'> {
  switch (setting) {
    case 'private':
      return { mode: 0o600 };
    case 'create':
    case 'nocreate':
    case 'copytruncate':
      return { logrotate: setting };
    default:
      return {};
  }
}

/** The kinds of rotation with which a setting makes sense: few backups need one, and two rotators are one too many. */
export function kindsIn(setting: Setting, rotations: readonly Rotation['kind'][]): readonly Rotation['kind'][] {
  const isRotatedElsewhere = extrasOf(setting).logrotate !== undefined;
  return rotations.filter((kind) => (isRotatedElsewhere ? kind === 'none' : setting !== 'few' || kind !== 'none'));
}

export const periodMs = 1000;
const usualBytes = 50;
/** More than a page, which is where some writers begin to write in pieces. */
const largeBytes = 4200;
/** So few schedules of records of a mebibyte take seconds. */
const mostOfHuge = 24;

/**
 * How much goes into one file: a record; exactly two or three of them; not even one; a record of more than a page; or there are
 * records of a mebibyte, which fill whatever buffer a logger has.
 */
type Fill = 'one' | 'exactly two' | 'exactly three' | 'less than one' | 'large' | 'huge';

/** What small scenarios are made of. */
interface Size {
  readonly processes: number;
  readonly records: number;
  readonly fill?: Fill;
}

/**
 * The smallest scenarios, those first in which bugs are found most often with the fewest executions: a round is worth
 * finishing before the next begins. Within a scenario fewer ticks and preemptions come first.
 */
export function rungs(rotations: readonly Rotation['kind'][], setting: Setting): readonly (readonly Rung[])[] {
  const kinds = kindsIn(setting, rotations);
  // What never rotates fills no file, so that some scenarios are the same.
  const seen = new Set<string>();
  const isNew = (each: Rung): boolean => seen.size < seen.add(JSON.stringify(each)).size;
  return roundsOf(setting).map((round) => kinds.flatMap((kind) => round(kind, setting)).filter(isNew));
}

type Round = (kind: Rotation['kind'], setting: Setting) => Rung[];

const rounds: readonly Round[] = [
  (kind, setting) => [
    rung({ processes: 1, records: 3 }, kind, setting, 0, 'writes'),
    rung({ processes: 1, records: 4, fill: 'exactly two' }, kind, setting, 0),
    rung({ processes: 1, records: 2, fill: 'large' }, kind, setting, 0),
    rung({ processes: 1, records: 2, fill: 'less than one' }, kind, setting, 0),
    rung({ processes: 2, records: 2 }, kind, setting, 1, 'writes'),
  ],
  (kind, setting) => [
    rung({ processes: 2, records: 1 }, kind, setting, 2, 'writes'),
    rung({ processes: 2, records: 3 }, kind, setting, 1, 'writes'),
    rung({ processes: 2, records: 2, fill: 'exactly two' }, kind, setting, 1),
    rung({ processes: 2, records: 2, fill: 'exactly three' }, kind, setting, 1),
    rung({ processes: 2, records: 2, fill: 'large' }, kind, setting, 1),
    rung({ processes: 3, records: 1 }, kind, setting, 1, 'writes'),
    rung({ processes: 3, records: 2 }, kind, setting, 1),
    rung({ processes: 2, records: 2 }, kind, setting, 2),
    rung({ processes: 2, records: 1 }, kind, setting, 3),
    rung({ processes: 2, records: 4 }, kind, setting, 1),
  ],
  (kind, setting) => [
    ...(kind === 'none' && setting === 'ample'
      ? [rung({ processes: 2, records: 4, fill: 'huge' }, kind, setting, 1)]
      : []),
    rung({ processes: 3, records: 1 }, kind, setting, 2),
    rung({ processes: 2, records: 2, fill: 'large' }, kind, setting, 2),
    rung({ processes: 2, records: 3, fill: 'exactly two' }, kind, setting, 2),
    rung({ processes: 2, records: 2 }, kind, setting, 3),
    rung({ processes: 2, records: 3 }, kind, setting, 2),
    rung({ processes: 4, records: 1 }, kind, setting, 2),
    rung({ processes: 2, records: 2 }, kind, setting, 2, 'anywhere'),
  ],
];

/** A fault is one more thing that can happen at each step, so scenarios are smaller. */
const faultRounds: readonly Round[] = [
  (kind, setting) => [
    rung({ processes: 1, records: 2 }, kind, setting, 0),
    rung({ processes: 2, records: 1 }, kind, setting, 0),
    rung({ processes: 2, records: 2 }, kind, setting, 0),
    rung({ processes: 2, records: 1, fill: 'large' }, kind, setting, 0),
  ],
  (kind, setting) => [
    rung({ processes: 2, records: 1 }, kind, setting, 1),
    rung({ processes: 2, records: 2, fill: 'large' }, kind, setting, 0),
    rung({ processes: 3, records: 1 }, kind, setting, 0),
    rung({ processes: 2, records: 2 }, kind, setting, 1),
  ],
  (kind, setting) => [
    rung({ processes: 2, records: 2 }, kind, setting, 2),
    rung({ processes: 3, records: 1 }, kind, setting, 1),
  ],
];

/** What a writer does by the clock it does when a period is over. */
const clockRounds: readonly Round[] = [
  (kind, setting) => [
    rung({ processes: 1, records: 2 }, kind, setting, 0, 'writes'),
    rung({ processes: 1, records: 3 }, kind, setting, 0, 'writes'),
    rung({ processes: 2, records: 1 }, kind, setting, 0, 'writes'),
    rung({ processes: 2, records: 2 }, kind, setting, 0, 'writes'),
  ],
  (kind, setting) => [
    rung({ processes: 2, records: 1 }, kind, setting, 1, 'writes'),
    rung({ processes: 3, records: 1 }, kind, setting, 0, 'writes'),
    rung({ processes: 2, records: 2 }, kind, setting, 1),
  ],
  (kind, setting) => [
    rung({ processes: 2, records: 2 }, kind, setting, 1, 'writes'),
    rung({ processes: 2, records: 2 }, kind, setting, 2),
  ],
];

/** The one that rotates has a process of its own, which does something only once it is let go before the others have ended. */
const logrotateRounds: readonly Round[] = [
  (kind, setting) => [
    rung({ processes: 1, records: 1 }, kind, setting, 1),
    rung({ processes: 1, records: 2 }, kind, setting, 1),
    rung({ processes: 2, records: 1 }, kind, setting, 1),
  ],
  (kind, setting) => [
    rung({ processes: 1, records: 2 }, kind, setting, 2),
    rung({ processes: 2, records: 2 }, kind, setting, 1),
    rung({ processes: 2, records: 1 }, kind, setting, 2),
    rung({ processes: 2, records: 2 }, kind, setting, 2),
  ],
  (kind, setting) => [
    rung({ processes: 2, records: 1 }, kind, setting, 3),
    rung({ processes: 1, records: 3 }, kind, setting, 3),
    rung({ processes: 2, records: 2 }, kind, setting, 3),
  ],
];

function roundsOf(setting: Setting): readonly Round[] {
  if (setting === 'clocks') return clockRounds;
  if (extrasOf(setting).logrotate !== undefined) return logrotateRounds;
  return faultsOf(setting).length > 0 ? faultRounds : rounds;
}

function rung(
  size: Size,
  kind: Rotation['kind'],
  setting: Setting,
  preemptions: number,
  ticksAt?: NonNullable<Bounds['ticksAt']>,
): Rung {
  const faults = faultsOf(setting);
  const ticks = kind === 'time' && ticksAt !== undefined ? 1 : 0;
  return {
    scenario: smallScenario(size, kind, setting),
    bounds: {
      preemptions,
      ticks,
      ...(ticks > 0 && ticksAt !== undefined ? { periodMs, ticksAt } : {}),
      ...(size.processes > 3 ? { toNext: true } : {}),
      ...(faults.length > 0 ? { faults } : {}),
    },
    ...(size.fill === 'huge' ? { most: mostOfHuge } : {}),
  };
}

function smallScenario({ processes, records, fill = 'one' }: Size, kind: Rotation['kind'], setting: Setting): Scenario {
  const bytes = fill === 'huge' ? maxRecordBytes : fill === 'large' ? largeBytes : usualBytes;
  const kept = setting === 'few' ? Math.max(1, Math.floor((processes * records) / 3)) : processes * records;
  const rotations: Record<Rotation['kind'], Rotation> = {
    none: { kind: 'none' },
    size: { kind: 'size', maxBytes: thresholdFor(fill, bytes), backups: kept },
    time: { kind: 'time', periodMs, backups: kept },
  };
  return { processes, records, recordBytes: [bytes], rotation: rotations[kind], ...extrasOf(setting) };
}

function thresholdFor(fill: Fill, bytes: number): number {
  const line = Math.max(bytes, minRecordBytes) + 1;
  if (fill === 'exactly two') return 2 * line;
  if (fill === 'exactly three') return 3 * line;
  return fill === 'less than one' ? Math.floor(line / 2) : 2 * line - 2;
}
