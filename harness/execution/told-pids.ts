/**
 * Tells texts with the names of processes in place of the numbers that the system gave them this time, and of the zeros before one that
 * make all equally long.
 */
export function pidTeller(pids: ReadonlyMap<number, string> = new Map()): (text: string) => string {
  const numbers = [...pids.keys()].filter((pid) => !isYear(pid));
  if (numbers.length === 0) return (text) => text;
  const number = new RegExp(String.raw`(?<!\d)0*(?:${numbers.join('|')})(?!\d)`, 'g');
  return (text) => text.replace(number, (pid) => pids.get(Number(pid)) ?? pid);
}

/** What is the year in most texts is nobody's number, as in the names of files. */
function isYear(pid: number): boolean {
  return pid >= 2000 && pid < 2100;
}
