import type { Rotating } from '../scenario/bounds.js';
import { recordContents, type RecordContent } from '../scenario/content.js';
import type { Scenario, SecondRotation } from '../scenario/scenario.js';
import { withSizes, type Sizes } from '../scenario/sizes.js';
import type { Bounds } from '../schedulers/systematic.js';
import type { Rotation } from '../scenario/rotation.js';
import { extrasOf, kindsUnder, type Condition } from './condition.js';
import { bytesFor, thresholdFor, type Fill } from './fill.js';

/** A scenario, and which of its schedules are gone through. */
export interface Scope {
  readonly scenario: Scenario;
  readonly bounds: Bounds;
  /** No more of its schedules are worth their time; default: as many as of any other. */
  readonly most?: number;
  /** So many of its schedules are drawn instead: in order it would take too many of them. */
  readonly drawn?: number;
}

export const periodMs = 1000;
/** So few schedules of records of a mebibyte take seconds. */
const mostOfHuge = 24;

/** What small scenarios are made of, and how many of their schedules are gone through. */
interface Size {
  readonly processes: number;
  readonly records: number;
  /** Default: one. */
  readonly fill?: Fill;
  readonly preemptions: number;
  /** Where the log rotates by time: where in a schedule the clock may move; nowhere by default. */
  readonly ticksAt?: NonNullable<Bounds['ticksAt']>;
  /** How often it may move there; default: once. */
  readonly ticks?: number;
  /** Only where the log is rotated in this way. */
  readonly only?: Rotation['kind'];
  /** What records hold beside plain ASCII. */
  readonly content?: RecordContent;
  /** What another program that rotates the log does at its second rotation; not where it copies the log. */
  readonly again?: SecondRotation;
  /** Without a pause before each record, which some writers do not make anyway: then the second rotation comes by preemptions. */
  readonly unpaused?: true;
  /** How many of its schedules are drawn, instead of going through them. */
  readonly drawn?: number;
}

/** With so many, one more than the backups that are kept where they are few, numbers have two digits for a while. */
const manyRecords = 14;
const fewOfMany = 11;

/** A bug that one schedule of thirty shows is missed by so many with a probability of less than 1%. */
const drawnOfSmall = 150;

/**
 * The smallest scenarios, those first in which bugs are found most often with the fewest executions: a pass is worth
 * finishing before the next begins. In each, those that rotate come first where the writer can rotate at all. Within a
 * scenario fewer ticks and preemptions come first.
 */
export function smallScopes(
  { rotations, takes = recordContents, sizes }: Rotating,
  condition: Condition,
): readonly (readonly Scope[])[] {
  const kinds = rotatingFirst(kindsUnder(condition, rotations));
  // What never rotates fills no file, so that some scenarios are the same.
  const seen = new Set<string>();
  const isNew = (each: Scope): boolean => seen.size < seen.add(JSON.stringify(each)).size;
  return passesUnder(condition).map((pass) =>
    kinds
      .flatMap((kind) =>
        pass
          .filter(({ again }) => again === undefined || condition.logrotate !== 'copytruncate')
          .filter(({ only = kind, content }) => only === kind && (content === undefined || takes.includes(content)))
          .filter(({ only, content }) => condition.mode === undefined || (only ?? content) === undefined)
          // Where it rotates, more goes wrong among three processes than where it does not.
          .filter(({ drawn }) => drawn === undefined || kind !== 'none' || kinds.length === 1)
          .map((size) => withinSizes(scopeOf(size, kind, condition), sizes)),
      )
      .filter(({ drawn, scenario }) => drawn === undefined || scenario.processes > 1)
      .filter(isNew),
  );
}

const usualPasses: readonly (readonly Size[])[] = [
  [
    { processes: 1, records: 3, preemptions: 0, ticksAt: 'writes' },
    { processes: 1, records: 4, fill: 'exactly two', preemptions: 0 },
    { processes: 1, records: 2, fill: 'large', preemptions: 0 },
    { processes: 1, records: 2, fill: 'less than one', preemptions: 0 },
    { processes: 2, records: 2, preemptions: 1, ticksAt: 'writes' },
    { processes: 1, records: 2, content: 'multi-byte', preemptions: 0 },
    { processes: 1, records: 2, content: 'line-breaks', preemptions: 0 },
    { processes: 1, records: manyRecords, preemptions: 0, only: 'size' },
    { processes: 1, records: 3, preemptions: 0, ticksAt: 'writes', ticks: 2, only: 'time' },
  ],
  [
    { processes: 2, records: 1, preemptions: 2, ticksAt: 'writes' },
    { processes: 2, records: 3, preemptions: 1, ticksAt: 'writes' },
    { processes: 2, records: 2, fill: 'exactly two', preemptions: 1 },
    { processes: 2, records: 2, fill: 'exactly three', preemptions: 1 },
    { processes: 2, records: 2, fill: 'large', preemptions: 1 },
    { processes: 2, records: 1, fill: 'larger', preemptions: 1 },
    { processes: 2, records: 1, fill: 'a pipe', preemptions: 1 },
    { processes: 1, records: 2, fill: 'a pipe', content: 'multi-byte', preemptions: 0 },
    { processes: 1, records: 2, content: 'cr-lf', preemptions: 0 },
    { processes: 2, records: 1, content: 'line-breaks', preemptions: 1 },
    { processes: 3, records: 2, fill: 'less than one', preemptions: 0, drawn: drawnOfSmall },
    { processes: 3, records: 1, preemptions: 1, ticksAt: 'writes' },
    { processes: 3, records: 2, preemptions: 1 },
    { processes: 2, records: 2, preemptions: 2 },
    { processes: 2, records: 1, preemptions: 3 },
    { processes: 2, records: 4, preemptions: 1 },
  ],
  [
    { processes: 2, records: 4, fill: 'huge', preemptions: 1, only: 'none' },
    { processes: 3, records: 1, preemptions: 2 },
    { processes: 2, records: 2, fill: 'large', preemptions: 2 },
    { processes: 2, records: 3, fill: 'exactly two', preemptions: 2 },
    { processes: 2, records: 2, preemptions: 3 },
    { processes: 2, records: 3, preemptions: 2 },
    { processes: 4, records: 1, preemptions: 2 },
    { processes: 2, records: 2, preemptions: 2, ticksAt: 'anywhere' },
  ],
];

/** A fault is one more thing that can happen at each step, so scenarios are smaller. */
const faultPasses: readonly (readonly Size[])[] = [
  [
    { processes: 1, records: 2, preemptions: 0 },
    { processes: 2, records: 1, preemptions: 0 },
    { processes: 2, records: 2, preemptions: 0 },
    { processes: 2, records: 1, fill: 'large', preemptions: 0 },
  ],
  [
    { processes: 2, records: 1, preemptions: 1 },
    { processes: 2, records: 2, fill: 'large', preemptions: 0 },
    { processes: 3, records: 1, preemptions: 0 },
    { processes: 2, records: 2, preemptions: 1 },
  ],
  [
    { processes: 2, records: 2, preemptions: 2 },
    { processes: 3, records: 1, preemptions: 1 },
  ],
];

/** What a writer does by the clock it does when a period is over. */
const clockPasses: readonly (readonly Size[])[] = [
  [
    { processes: 1, records: 2, preemptions: 0, ticksAt: 'writes' },
    { processes: 1, records: 3, preemptions: 0, ticksAt: 'writes' },
    { processes: 2, records: 1, preemptions: 0, ticksAt: 'writes' },
    { processes: 2, records: 2, preemptions: 0, ticksAt: 'writes' },
  ],
  [
    { processes: 2, records: 1, preemptions: 1, ticksAt: 'writes' },
    { processes: 3, records: 1, preemptions: 0, ticksAt: 'writes' },
    { processes: 2, records: 2, preemptions: 1 },
  ],
  [
    { processes: 2, records: 2, preemptions: 1, ticksAt: 'writes' },
    { processes: 2, records: 2, preemptions: 2 },
  ],
];

/** The one that rotates has a process of its own, which does something only once it is let go before the others have ended. */
const logrotatePasses: readonly (readonly Size[])[] = [
  [
    { processes: 1, records: 1, preemptions: 1 },
    { processes: 1, records: 2, preemptions: 1 },
    { processes: 2, records: 1, preemptions: 1 },
    { processes: 1, records: 6, again: 'delaycompress', preemptions: 0 },
    { processes: 1, records: 6, again: 'remove', preemptions: 0 },
  ],
  [
    { processes: 2, records: 6, again: 'delaycompress', preemptions: 1 },
    { processes: 1, records: 6, again: 'remove', preemptions: 1 },
    { processes: 1, records: 2, preemptions: 2 },
    { processes: 2, records: 2, preemptions: 1 },
    { processes: 2, records: 1, preemptions: 2 },
    { processes: 2, records: 2, preemptions: 2 },
  ],
  [
    { processes: 2, records: 1, preemptions: 3 },
    { processes: 1, records: 5, again: 'delaycompress', unpaused: true, preemptions: 3 },
    { processes: 1, records: 3, preemptions: 3 },
    { processes: 2, records: 2, preemptions: 3 },
  ],
];

function passesUnder(condition: Condition): readonly (readonly Size[])[] {
  if (condition.faults.includes('clock')) return clockPasses;
  if (condition.logrotate !== undefined) return logrotatePasses;
  return condition.faults.length > 0 ? faultPasses : usualPasses;
}

/** A writer that rotates does nearly all that it does without it, too, and most that goes wrong goes wrong at a rotation. */
function rotatingFirst(kinds: readonly Rotation['kind'][]): readonly Rotation['kind'][] {
  return kinds.toSorted((one, other) => Number(one === 'none') - Number(other === 'none'));
}

function scopeOf(size: Size, kind: Rotation['kind'], condition: Condition): Scope {
  const { preemptions, ticksAt, ticks: times = 1, fill, drawn } = size;
  const { faults } = condition;
  const ticks = kind === 'time' && ticksAt !== undefined ? times : 0;
  return {
    scenario: smallScenario(size, kind, condition),
    bounds: {
      preemptions,
      ticks,
      ...(ticks > 0 && ticksAt !== undefined ? { periodMs, ticksAt } : {}),
      ...(faults.length > 0 ? { faults } : {}),
    },
    ...(fill === 'huge' ? { most: mostOfHuge } : {}),
    ...(drawn !== undefined && { drawn }),
  };
}

/** The scope whose scenario keeps to sizes. With many processes, only the next one is let go on. */
function withinSizes({ scenario: any, bounds, ...rest }: Scope, sizes: Sizes | undefined): Scope {
  const scenario = withSizes(any, sizes);
  return { scenario, bounds: { ...bounds, ...(scenario.processes > 3 ? { toNext: true } : {}) }, ...rest };
}

function smallScenario(
  { processes, records, fill = 'one', content, again, unpaused }: Size,
  kind: Rotation['kind'],
  condition: Condition,
): Scenario {
  const bytes = bytesFor(fill);
  const few = records === manyRecords ? fewOfMany : Math.max(1, Math.floor((processes * records) / 3));
  const kept = condition.backups === 'few' ? few : processes * records;
  const rotations: Record<Rotation['kind'], Rotation> = {
    none: { kind: 'none' },
    size: { kind: 'size', maxBytes: thresholdFor(fill), backups: kept },
    time: { kind: 'time', periodMs, backups: kept },
  };
  return {
    processes,
    records,
    recordBytes: [bytes],
    ...(content !== undefined && { content }),
    rotation: rotations[kind],
    ...extrasOf(condition),
    // With a pause before each record, the second rotation comes between the last of them by itself.
    ...(again !== undefined && { logrotateAgain: again, ...(unpaused !== true && { pausesMs: [periodMs] }) }),
  };
}
