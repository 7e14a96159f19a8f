import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process, told apart from others that may have its PID later. */
export interface Process {
  readonly pid: number;
  readonly words: string;
  readonly parent: number;
  readonly started: string;
}

/** All that descend from a process, by their parents. */
export function descendants(of: number): Process[] {
  const all = everything();
  const found: Process[] = [];
  let parents = new Set([of]);
  while (parents.size > 0) {
    const children = all.filter(({ parent }) => parents.has(parent));
    found.push(...children);
    parents = new Set(children.map(({ pid }) => pid));
  }
  return found;
}

/** The processes with a folder among their words, or that work in it. */
export function processesIn(folder: string): Process[] {
  return everything().filter(({ pid, words }) => words.includes(folder) || worksIn(pid).startsWith(folder));
}

/** Whether it is there and has not ended. */
export function isThere({ pid, started }: Process): boolean {
  const now = read(pid);
  return now !== undefined && now.started === started;
}

function everything(): Process[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (read(Number(name)) ?? []) : []));
}

/** Nothing of one that has ended and is only waited for. */
function read(pid: number): Process | undefined {
  try {
    const [state = '', parent, ...fields] = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { pid, words, parent: Number(parent), started: fields[17] ?? '' };
  } catch {
    return undefined;
  }
}

function worksIn(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}
