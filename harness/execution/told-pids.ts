import { isYear } from '../gate/index.js';

/**
 * Tells texts with the names of processes in place of the numbers that the system gave them this time, and of the zeros before one that
 * make all equally long.
 */
export function pidTeller(pids: ReadonlyMap<number, string> = new Map()): (text: string) => string {
  if (pids.size === 0) return (text) => text;
  const number = new RegExp(String.raw`(?<!\d)0*(?:${[...pids.keys()].join('|')})(?!\d)`, 'g');
  return (text) => text.replace(number, (pid) => (isYear(pid) ? undefined : pids.get(Number(pid))) ?? pid);
}
