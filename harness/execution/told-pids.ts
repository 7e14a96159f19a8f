/** Tells texts with the names of processes in place of the numbers that the system gave them this time. */
export function pidTeller(pids: ReadonlyMap<number, string> = new Map()): (text: string) => string {
  if (pids.size === 0) return (text) => text;
  const number = new RegExp(String.raw`(?<!\d)(?:${[...pids.keys()].join('|')})(?!\d)`, 'g');
  return (text) => text.replace(number, (pid) => pids.get(Number(pid)) ?? pid);
}
