import { readFileSync } from 'node:fs';

/** What a process is doing just now, as far as the system tells: `asleep in pipe_read`, or `computing`. */
export function whatItDoes(pid: number | undefined): string {
  const status = read(`/proc/${pid}/status`);
  const state = /^State:\s+(\S)/m.exec(status ?? '')?.[1];
  if (state === undefined) return 'in a state that this system does not tell';
  if (state === 'R') return 'computing';
  const where = read(`/proc/${pid}/wchan`)?.trim();
  return where === undefined || where === '' || where === '0' ? 'asleep' : `asleep in ${where}`;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}
