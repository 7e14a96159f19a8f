import { descriptorsOf } from './proc.js';
import { statusAt } from '../kernel/status.js';
import type { Tree } from '../world/tree.js';
import { opensAgain } from './descriptors.js';

/** A descriptor of a process that is one of its standard streams, by the stream's usual number. */
export interface StreamPlace {
  readonly descriptor: number;
  readonly standard: 0 | 1 | 2;
  readonly closesOnExec: boolean;
}

/**
 * Where a member has its standard streams: not at their usual numbers where it has put something else there, as `2>/dev/null`
 * does, and elsewhere where it has duplicated one, as `3>&1` does.
 */
export function streamPlacesOf({ main, input, streams: [out, error] }: Tree): readonly StreamPlace[] {
  return descriptorsOf(main.pid).flatMap((descriptor): StreamPlace[] => {
    const inode = statusAt(`/proc/${main.pid}/fd/${descriptor}`, true)?.inode;
    const standard = [input.inode, out.inode, error.inode].findIndex((each) => each === inode);
    if (standard !== 0 && standard !== 1 && standard !== 2) return [];
    return [{ descriptor, standard, closesOnExec: !opensAgain(main, descriptor) }];
  });
}
