import type { Anchor } from '../../schedule/anchor.js';
import type { Claim } from '../../claims/index.js';
import type { Preemption, Schedule } from '../../schedule/schedule.js';
import type { Rotation } from '../../scenario/rotation.js';
import type { Writer } from '../writer.js';

/**
 * The least with which a bug shows under the canary's rotation: with less of any of these it does not, whatever the order
 * and however many more records there are.
 */
export interface Minimum {
  readonly processes: number;
  /** Records that each process writes. */
  readonly records: number;
  readonly preemptions: number;
  /** Where the clock must move: how often. */
  readonly ticks?: number;
  /** Where the bytes of a record matter: how many it must have. */
  readonly recordBytes?: number;
}

/** A canary promises everything that can be held while nothing fails: the list of canaries says so for all. */
export type CanaryWriter = Omit<Writer, 'guarantees'>;

/** A writer with a bug made on purpose, and what is known of it. */
export interface BrokenWriter extends CanaryWriter {
  /** The bug, in one sentence. */
  readonly bug: string;
  readonly breaks: Claim;
  /** What else it breaks in other scenarios, since the same damage is seen from another side. */
  readonly alsoBreaks?: readonly Claim[];
  /** A rotation under which the bug shows. */
  readonly rotation: Rotation;
  readonly minimum: Minimum;
  /** One order, as small as any, in which it shows; the undisturbed one where any will do. */
  readonly schedule?: Schedule;
}

/** Rotations by size for records of 32 bytes, so many of them to a file; and backups enough to keep all of them. */
export function recordsPerFile(records: number, backups = 9): Rotation {
  return { kind: 'size', maxBytes: records * 33, backups };
}

export const never: Rotation = { kind: 'none' };
export const everySecond: Rotation = { kind: 'time', periodMs: 1000, backups: 9 };

/**
 * Whoever loses a record at a rotation loses one, too, where backups are few, that was not old enough to go: this is
 * how `retention-kept` sees the same.
 */
export const lostWhereBackupsAreFew: readonly Claim[] = ['retention-kept'];

/** A schedule without ticks. */
export function preempted(...preemptions: Preemption[]): Schedule {
  return { preemptions, faults: [] };
}

/** `switchTo(1, before(0, 'write', 'app.log'))`: p1 goes on before the first write of p0 to the log. */
export function switchTo(run: number, anchor: Anchor): Preemption {
  return { before: anchor, run };
}

export function before(process: number, call: string, path: string, occurrence = 1): Anchor {
  return { process, call, path, occurrence };
}
