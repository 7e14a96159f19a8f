import { isFree, withMode, type Rotating, type ScenarioBounds } from './bounds.js';
import { fitted } from './fit.js';
import type { Scenario } from './scenario.js';

/** One scenario within bounds that is always the same, is sure to rotate and, with several processes, to overlap. */
export function exampleFor({ rotations }: Rotating, bounds: ScenarioBounds): Scenario {
  const [logrotate] = bounds.logrotate ?? [];
  const kind = logrotate === undefined ? (rotations.at(-1) ?? 'none') : 'none';
  const free = isFree(bounds);
  const most = bounds.processes?.max ?? 4;
  const backups = bounds.backups === 'few' ? 2 : undefined;
  const always = { recordBytes: [100], kind, backups, lateStarts: [], earlyExits: [] };
  const example = free
    ? { processes: Math.min(4, most), records: 30, recordsPerFile: 5, pausesMs: kind === 'time' ? undefined : [1] }
    : { processes: Math.min(2, most), records: 4, recordsPerFile: 2, pausesMs: [0, 700] };
  const scenario = withMode(fitted({ ...always, ...example }, free), bounds);
  return logrotate === undefined ? scenario : { ...scenario, logrotate };
}
