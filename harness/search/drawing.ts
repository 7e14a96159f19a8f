import fc from 'fast-check';
import type { Execution } from '../execution.js';
import type { Scenario } from '../scenario.js';
import { scenarios } from '../scenarios.js';
import { recording, type Recording } from '../schedulers/recording.js';
import { randomWalk } from '../schedulers/random-walk.js';
import type { WriterProgram } from '../writer-program.js';
import type { Backups } from './rungs.js';
import type { Runner } from './runner.js';
import type { Drawn } from './verdict.js';

/** Each scenario is worth so many schedules. */
const schedulesPerScenario = 4;
const scenariosPerSeed = 1000;

/** Scenarios of several processes as fast-check generates them, always the same ones for a seed. */
export function* drawnScenarios(writer: WriterProgram, backups: Backups, seed: number): Iterable<Scenario> {
  const rotations = writer.rotations.filter((kind) => backups === 'ample' || kind !== 'none');
  const bounds = { processes: { min: 2 }, records: { max: 50 }, backups, controlled: true } as const;
  for (const scenario of fc.sample(scenarios({ rotations }, bounds), { seed, numRuns: scenariosPerSeed }))
    for (let times = 0; times < schedulesPerScenario; times++) yield scenario;
}

export function drawScheduler(
  _runner: Runner,
  { rotation }: Scenario,
  seed: number,
): { readonly strategy: string; readonly scheduler: Recording } {
  const scheduler = randomWalk(seed, rotation.kind === 'time' ? rotation.periodMs : undefined);
  return { strategy: 'random-walk', scheduler: recording(scheduler) };
}

export const emptyDrawn: Drawn = { executed: 0, by: {}, mostProcesses: 0, mostRecords: 0 };

export function noteDrawn(drawn: Drawn, strategy: string, { scenario }: Execution): Drawn {
  return {
    executed: drawn.executed + 1,
    by: { ...drawn.by, [strategy]: (drawn.by[strategy] ?? 0) + 1 },
    mostProcesses: Math.max(drawn.mostProcesses, scenario.processes),
    mostRecords: Math.max(drawn.mostRecords, scenario.records),
  };
}

export function addDrawn(one: Drawn, other: Drawn): Drawn {
  const by = { ...one.by };
  for (const [strategy, times] of Object.entries(other.by)) by[strategy] = (by[strategy] ?? 0) + times;
  return {
    executed: one.executed + other.executed,
    by,
    mostProcesses: Math.max(one.mostProcesses, other.mostProcesses),
    mostRecords: Math.max(one.mostRecords, other.mostRecords),
  };
}
