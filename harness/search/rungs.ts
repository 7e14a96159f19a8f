import { minRecordBytes } from '../record.js';
import type { Scenario } from '../scenario.js';
import type { Bounds } from '../schedulers/systematic.js';
import type { Rotation } from '../writer.js';

/** A scenario, and which of its schedules are gone through. */
export interface Rung {
  readonly scenario: Scenario;
  readonly bounds: Bounds;
}

/** Whether backups keep every record, or only few files, so that retention has something to do. */
export type Backups = 'ample' | 'few';

export const periodMs = 1000;
const usualBytes = 50;
/** More than a page, which is where some writers begin to write in pieces. */
const largeBytes = 4200;

/** How much goes into one file: a record; exactly two or three of them; not even one; a record of more than a page. */
type Fill = 'one' | 'exactly two' | 'exactly three' | 'less than one' | 'large';

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
export function rungs(rotations: readonly Rotation['kind'][], backups: Backups): readonly (readonly Rung[])[] {
  const kinds = rotations.filter((kind) => backups === 'ample' || kind !== 'none');
  return rounds.map((round) => kinds.flatMap((kind) => round(kind, backups)));
}

type Round = (kind: Rotation['kind'], backups: Backups) => Rung[];

const rounds: readonly Round[] = [
  (kind, backups) => [
    rung({ processes: 1, records: 3 }, kind, backups, 0, 'writes'),
    rung({ processes: 1, records: 4, fill: 'exactly two' }, kind, backups, 0),
    rung({ processes: 1, records: 2, fill: 'large' }, kind, backups, 0),
    rung({ processes: 1, records: 2, fill: 'less than one' }, kind, backups, 0),
    rung({ processes: 2, records: 2 }, kind, backups, 1, 'writes'),
  ],
  (kind, backups) => [
    rung({ processes: 2, records: 1 }, kind, backups, 2, 'writes'),
    rung({ processes: 2, records: 3 }, kind, backups, 1, 'writes'),
    rung({ processes: 2, records: 2, fill: 'exactly two' }, kind, backups, 1),
    rung({ processes: 2, records: 2, fill: 'exactly three' }, kind, backups, 1),
    rung({ processes: 2, records: 2, fill: 'large' }, kind, backups, 1),
    rung({ processes: 3, records: 1 }, kind, backups, 1, 'writes'),
    rung({ processes: 3, records: 2 }, kind, backups, 1),
    rung({ processes: 2, records: 2 }, kind, backups, 2),
    rung({ processes: 2, records: 1 }, kind, backups, 3),
    rung({ processes: 2, records: 4 }, kind, backups, 1),
  ],
  (kind, backups) => [
    rung({ processes: 3, records: 1 }, kind, backups, 2),
    rung({ processes: 2, records: 2, fill: 'large' }, kind, backups, 2),
    rung({ processes: 2, records: 3, fill: 'exactly two' }, kind, backups, 2),
    rung({ processes: 2, records: 2 }, kind, backups, 3),
    rung({ processes: 2, records: 3 }, kind, backups, 2),
    rung({ processes: 4, records: 1 }, kind, backups, 2),
    rung({ processes: 2, records: 2 }, kind, backups, 2, 'anywhere'),
  ],
];

function rung(
  size: Size,
  kind: Rotation['kind'],
  backups: Backups,
  preemptions: number,
  ticksAt?: NonNullable<Bounds['ticksAt']>,
): Rung {
  const ticks = kind === 'time' && ticksAt !== undefined ? 1 : 0;
  return {
    scenario: smallScenario(size, kind, backups),
    bounds: {
      preemptions,
      ticks,
      ...(ticks > 0 && ticksAt !== undefined ? { periodMs, ticksAt } : {}),
      ...(size.processes > 3 ? { toNext: true } : {}),
    },
  };
}

function smallScenario({ processes, records, fill = 'one' }: Size, kind: Rotation['kind'], backups: Backups): Scenario {
  const bytes = fill === 'large' ? largeBytes : usualBytes;
  const kept = backups === 'few' ? Math.max(1, Math.floor((processes * records) / 3)) : processes * records;
  const rotations: Record<Rotation['kind'], Rotation> = {
    none: { kind: 'none' },
    size: { kind: 'size', maxBytes: thresholdFor(fill, bytes), backups: kept },
    time: { kind: 'time', periodMs, backups: kept },
  };
  return { processes, records, recordBytes: [bytes], rotation: rotations[kind] };
}

function thresholdFor(fill: Fill, bytes: number): number {
  const line = Math.max(bytes, minRecordBytes) + 1;
  if (fill === 'exactly two') return 2 * line;
  if (fill === 'exactly three') return 3 * line;
  return fill === 'less than one' ? Math.floor(line / 2) : 2 * line - 2;
}
