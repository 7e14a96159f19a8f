import { isFree, withMode, type Rotating, type ScenarioBounds } from './bounds.js';
import { fitted } from './fit.js';
import { programScenario, usualCopies, type Program } from './program-scenario.js';
import type { Scenario } from './scenario.js';
import { withSizes } from './sizes.js';

/** One scenario within bounds that is always the same, is sure to rotate and, with several processes, to overlap. */
export function exampleFor({ rotations, asIs, forks, sizes }: Rotating, bounds: ScenarioBounds): Scenario {
  if (asIs !== undefined) return programExample({ asIs, forks, sizes }, bounds);
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

/** One scenario of a program as it is, with several processes where there may be. */
export function programExample(program: Program, { processes = {}, records = {} }: ScenarioBounds = {}): Scenario {
  const { min = 1, max = Infinity } = processes;
  const copies = Math.min(max, Math.max(min, usualCopies(program)));
  const lines = Math.min(records.max ?? Infinity, 2);
  return withSizes(programScenario(program, { processes: copies, records: lines }), program.sizes);
}
