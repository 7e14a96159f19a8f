import { resolve } from 'node:path';
import { endOriginal, isThere, type Original } from '../members/original.js';
import type { Clock } from '../world/clock.js';
import type { Member } from '../world/member.js';
import { stampOf } from './file-stamp.js';

/** An original that this thread has. */
interface Owned {
  readonly original: Original;
  /** Tells apart what starts differently; undefined where it serves one seat alone. */
  readonly key: string | undefined;
  /** The monotonic clock that it has seen: it must not go back. */
  readonly monotonicMs: number;
  /** Whether it stays for later sessions once no seat has it. */
  readonly stays: boolean;
  /** How many seats have it. */
  seats: number;
}

/**
 * The originals of this thread, which traces them, those that were used last behind. Nothing was executed in them, so a copy is as new
 * as what a session starts itself, and takes a tenth of the time.
 */
const owned: Owned[] = [];
/** Each that no seat has is a process, with all its memory. */
const mostUnused = 24;

/**
 * What says whether two seats start a member in the same way: `session`, the member, the files that it names, and its place, unless it is
 * asked to be repeatable: all others keep what they have drawn at random as they started.
 */
export function keyOf(session: string, ordinal: number, member: Member): string {
  const files = member.command.map((word) => stampOf(resolve(member.cwd, word)));
  return JSON.stringify([session, member.copyable === true ? 'any' : ordinal, member, files]);
}

/** An original that starts in the same way, if there is one that may be copied. The clock goes on from what it has seen. */
export function takeOriginal(key: string, clock: Clock): Original | undefined {
  const found = owned.find((each) => each.key === key && mayBeTaken(each));
  if (found === undefined) return undefined;
  found.seats += 1;
  clock.monotonicMs = Math.max(clock.monotonicMs, found.monotonicMs);
  return found.original;
}

function mayBeTaken({ original, seats }: Owned): boolean {
  return (seats === 0 || original.severalAtOnce) && isThere(original);
}

/** A seat has a new original. */
export function addOriginal(original: Original, how: Pick<Owned, 'key' | 'monotonicMs' | 'stays'>): void {
  owned.push({ ...how, original, seats: 1 });
}

/** A seat has it no longer. It ends with the last one, unless it stays. */
export function giveBackOriginal(original: Original): void {
  const index = owned.findIndex((each) => each.original === original);
  const [found] = owned.splice(index, 1);
  if (found === undefined) return;
  found.seats -= 1;
  if (found.seats === 0 && !(found.stays && isThere(original))) endOriginal(original);
  else owned.push(found);
  const unused = owned.filter(({ seats }) => seats === 0);
  for (const each of unused.slice(0, Math.max(0, unused.length - mostUnused))) end(each);
}

/** Ends all that this thread keeps for sessions to come. */
export function endKept(): void {
  for (const each of owned.filter(({ seats }) => seats === 0)) end(each);
}

function end(unused: Owned): void {
  owned.splice(owned.indexOf(unused), 1);
  endOriginal(unused.original);
}
