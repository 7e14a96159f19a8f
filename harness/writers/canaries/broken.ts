import type { Anchor } from '../../schedule/anchor.js';
import type { Claim } from '../../claims/index.js';
import type { Preemption, Schedule } from '../../schedule/schedule.js';
import type { RecordContent } from '../../scenario/content.js';
import type { Rotation } from '../../scenario/rotation.js';
import type { Writer } from '../writer.js';

/**
 * The smallest numbers with which the bug shows under the canary's rotation. With fewer of any of them it never shows,
 * whatever the order of the steps, and not with more records either.
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
  /** Where it matters what a record holds beside plain ASCII. */
  readonly content?: RecordContent;
}

/** A canary promises everything that can be held while nothing fails: the list of canaries says so for all. */
export type CanaryWriter = Omit<Writer, 'guarantees'>;

/** A writer with a bug made on purpose, and what is known of it. */
export interface BrokenWriter extends CanaryWriter {
  /** The bug, in one sentence. */
  readonly bug: string;
  readonly breaks: Claim;
  /** Other claims that the same damage breaks in other scenarios. */
  readonly alsoBreaks?: readonly Claim[];
  /** A rotation under which the bug shows. */
  readonly rotation: Rotation;
  readonly minimum: Minimum;
  /** One of the smallest schedules in which the bug shows; default: the undisturbed one. */
  readonly schedule?: Schedule;
}

/** A rotation by size in which so many records of 32 bytes fill a file. By default all backups are kept. */
export function recordsPerFile(records: number, backups = 9): Rotation {
  return { kind: 'size', maxBytes: records * 33, backups };
}

export const never: Rotation = { kind: 'none' };
export const everySecond: Rotation = { kind: 'time', periodMs: 1000, backups: 9 };

/** A rotation that loses a record also loses one that retention should have kept when backups are few. */
export const lostWhereBackupsAreFew: readonly Claim[] = ['retention-kept'];

/** A schedule of preemptions alone. */
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
