import type { Tree } from '../world/tree.js';
import type { Process } from '../world/process.js';
import type { SessionState } from './seat.js';

/** What a process goes by, where it is one of a member's: `<p0>`, or `<p0+1>` for the first that p0 has made. */
export function nameOfPid({ seats }: SessionState, pid: number): string | undefined {
  for (const { tree, original } of seats) {
    // A program that is being copied is not in its seat yet.
    const birth = tree.births.get(pid) ?? original?.tree.births.get(pid);
    if (birth !== undefined) return nameOf(tree, birth);
  }
  return undefined;
}

function nameOf({ ordinal }: Tree, birth: number): string {
  return birth === 0 ? `<p${ordinal}>` : `<p${ordinal}+${birth}>`;
}

/** What each process goes by that there is or was, by its number. */
export function namesByPid({ seats }: SessionState): ReadonlyMap<number, string> {
  return new Map(
    seats.flatMap(({ tree }) =>
      Array.from(tree.births, ([pid, birth]): [number, string] => [pid, nameOf(tree, birth)]),
    ),
  );
}

/** The process that goes by a number that is not its own, if there is one. */
export function goingBy({ seats }: SessionState, number: number): Process | undefined {
  return seats.map(({ tree }) => tree.main).find((main) => main.number === number && main.pid !== number);
}
