import type { FaultKind, StepFault } from '../schedule/fault.js';
import { isLook, type HeldStep, type Step } from '../gate/index.js';

/**
 * With which errors a call fails on machines that people have: the first is the likeliest. A disk is full, broken, over its
 * quota or read-only; there are no descriptors left; a name lies on another file system, or belongs to another user.
 */
const errors: Readonly<Record<string, readonly string[]>> = {
  open: ['EMFILE', 'EACCES', 'EROFS', 'ENOSPC'],
  write: ['ENOSPC', 'EIO', 'EDQUOT', 'EINTR'],
  rename: ['EACCES', 'EXDEV', 'ENOSPC', 'EROFS'],
  unlink: ['EACCES', 'EROFS'],
  truncate: ['EIO', 'EROFS'],
  sync: ['EIO'],
  mkdir: ['EACCES', 'ENOSPC'],
  stat: ['EACCES'],
  read: ['EIO'],
};

/** A kill breaks off a write only at the end of a page: within one, the kernel does not look for signals. */
export const pageBytes = 4096;
const hourMs = 3_600_000;
/**
 * How clocks are set: by an hour, which is more than any lock is held, or by a second, which is about a period. Where all
 * schedules are gone through, only the first two are tried.
 */
const clocks: readonly Extract<StepFault, { kind: 'clock' }>[] = [
  { kind: 'clock', of: 'machine', byMs: -hourMs },
  { kind: 'clock', of: 'process', byMs: hourMs },
  { kind: 'clock', of: 'machine', byMs: hourMs },
  { kind: 'clock', of: 'process', byMs: -hourMs },
  { kind: 'clock', of: 'machine', byMs: -1000 },
  { kind: 'clock', of: 'process', byMs: 1000 },
];
/** How many steps find the disk full before there is room again. */
const refusals = 2;

/**
 * What may go wrong at a step. A kill after a step equals a kill before the next change, except for answers given in
 * between, so `few` keeps only kills before a change, and only the likeliest error.
 */
export function possibleFaults(
  step: HeldStep & Partial<Pick<Step, 'footprint'>>,
  kinds: readonly FaultKind[],
  few: boolean,
): StepFault[] {
  const { call, bytes = 0 } = step;
  return kinds.flatMap((kind): StepFault[] => {
    switch (kind) {
      case 'kill':
        return [
          ...(few && looksOnly(step) ? [] : [{ kind, when: 'before' } as const]),
          ...(few ? [] : [{ kind, when: 'after' } as const]),
          ...(call === 'write' && bytes > pageBytes
            ? [{ kind, when: 'within', bytes: Math.floor((bytes - 1) / pageBytes) * pageBytes } as const]
            : []),
        ];
      case 'error':
        return (errors[call] ?? []).slice(0, few ? 1 : undefined).map((error) => ({ kind, error }));
      case 'short-write':
        return call === 'write' && bytes > 1 ? [{ kind, bytes: Math.floor(bytes / 2) }] : [];
      case 'no-space':
        return call === 'write' && bytes > 1 ? [{ kind, bytes: Math.floor(bytes / 2), steps: refusals }] : [];
      case 'clock':
        return few ? (looksOnly(step) ? [] : clocks.slice(0, 2)) : [...clocks];
    }
  });
}

/** A step whose footprint is empty may have been answered instead of performed. */
function looksOnly({ footprint = [] }: Partial<Pick<Step, 'footprint'>>): boolean {
  return footprint.length > 0 && isLook({ footprint });
}
