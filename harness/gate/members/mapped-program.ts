import { rewrite } from '../kernel/memory.js';
import { readProc } from './proc.js';

/**
 * Has forks of a process know where the pages of its program and its libraries lie. The kernel leaves that out for mappings of files in
 * which nothing was changed, so that a copy would find out by faults: half of all that it has. A byte of each is written as it is.
 */
export function keepPagesInForks(pid: number): void {
  const mappings = readProc(`/proc/${pid}/maps`).matchAll(/^([0-9a-f]+)-\S+ r.(.)p \S+ \S+ [1-9]\d* +(\S.*)$/gm);
  const all = [...mappings].map(([, start = '', runs, file]) => ({ address: Number.parseInt(start, 16), runs, file }));
  // In a page of any other file, such as a log, the process would no longer see what others write there.
  const programs = new Set(all.flatMap(({ runs, file }) => (runs === 'x' ? file : [])));
  rewrite(
    pid,
    all.flatMap(({ address, file }) => (programs.has(file) ? address : [])),
  );
}
