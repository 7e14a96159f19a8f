import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { endOriginal, isThere, type Original } from '../members/original.js';
import type { Clock } from '../world/clock.js';
import type { Member } from '../world/member.js';

/** An original that a later session may copy, and what it must be like for that. */
export interface Keeping {
  /** Tells apart what starts differently. */
  readonly key: string;
  /** The monotonic clock that it has seen: it must not go back. */
  readonly monotonicMs: number;
}

interface Kept extends Keeping {
  readonly original: Original;
}

/**
 * Originals of sessions that are over, the last one last. Nothing was executed in them, so a copy is as new as what a session
 * starts itself, and takes a tenth of the time. They belong to this thread, which traces them.
 */
const kept: Kept[] = [];
/** Each is a process, with all its memory. */
const most = 24;

/** What says whether two sessions start a member in the same way: `session`, the member, its place, and the files that it names. */
export function keyOf(session: string, ordinal: number, member: Member): string {
  const files = member.command.map((word) => {
    const status = statSync(resolve(member.cwd, word), { throwIfNoEntry: false });
    return status === undefined ? '' : [status.ino, status.size, status.mtimeMs].join();
  });
  return JSON.stringify([session, ordinal, member, files]);
}

/** Takes out an original that starts in the same way, if there is one. The clock goes on from what it has seen. */
export function takeKept(key: string, clock: Clock): Kept | undefined {
  const at = kept.findIndex((each) => each.key === key);
  const [found] = at === -1 ? [] : kept.splice(at, 1);
  if (found === undefined || !isThere(found.original)) return undefined;
  clock.monotonicMs = Math.max(clock.monotonicMs, found.monotonicMs);
  return found;
}

export function keep(keeping: Keeping, original: Original): void {
  kept.push({ ...keeping, original });
  while (kept.length > most) endFirst();
}

/** Ends all that this thread keeps for sessions to come. */
export function endKept(): void {
  while (kept.length > 0) endFirst();
}

function endFirst(): void {
  const first = kept.shift();
  if (first !== undefined) endOriginal(first.original);
}
