/** What is compared, and what its processes go by whose numbers a program may write or name files by. */
export type Told<T> = readonly [data: T, pids: ReadonlyMap<number, string> | undefined];

/**
 * Whether two executions hold the same, but for the numbers that the system gave their processes this time, and zeros before these that
 * make all equally long. A number that happens to be that of a process is the same where it stands in both.
 */
export function sameButForNumbers<T>([one, pids]: Told<T>, [other, otherPids]: Told<T>): boolean {
  // Where one execution has a step more, there is nothing in the other.
  const [text, otherText] = [JSON.stringify([one]), JSON.stringify([other])];
  if (text === otherText) return true;
  if (pids === undefined || otherPids === undefined) return false;
  const [pieces, others] = [text, otherText].map((each) => each.split(/(\d+)/));
  return (
    pieces?.length === others?.length &&
    pieces?.every((piece, index) => {
      const there = others?.[index];
      const name = pids.get(Number(piece));
      return piece === there || (name !== undefined && name === otherPids.get(Number(there)));
    }) === true
  );
}
