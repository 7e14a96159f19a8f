import fc from 'fast-check';
import { ownerOf, type HeldStep } from '../gate/index.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import type { ScenarioBounds } from '../scenario/bounds.js';
import { secondRotations, type Scenario } from '../scenario/scenario.js';
import { scenarios } from '../scenario/arbitrary.js';
import type { Concurrency } from '../scenario/concurrency.js';
import { isSeveral, type Program } from '../scenario/program-scenario.js';
import { programs } from '../scenario/programs.js';
import { recording, type Recording } from '../schedulers/recording.js';
import { counting, lookingForChoices } from '../schedulers/counting.js';
import { contentionOf, type Contention } from '../schedulers/contention.js';
import { drawStrategy, schedulerOf } from '../schedulers/strategy.js';
import { undisturbed } from '../schedulers/undisturbed.js';
import { maxSeed } from '../schedule/seed.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { FaultKind } from '../schedule/fault.js';
import { extrasOf, kindsUnder } from './condition.js';
import type { Drawing } from './task.js';
import type { Drawn } from './verdict.js';

const scenariosPerSeed = 1000;
/** A program takes longer than a writer, and its lines are its own affair. */
const mostCopies = 4;
const mostLines = 6;

/** Scenarios as fast-check generates them, always the same ones for a seed: of several processes, or of one alone. */
export function drawnScenarios(
  writer: WriterProgram,
  { condition, seed, concurrency = 'together' }: Drawing,
): Scenario[] {
  const { asIs, forks, sizes } = writer;
  if (asIs !== undefined) return drawnPrograms({ asIs, forks, sizes }, seed, concurrency);
  const rotations = kindsUnder(condition, writer.rotations);
  const { backups } = condition;
  const extras = extrasOf(condition);
  // Beside logrotate, each number of processes needs processes of its own.
  const several = extras.logrotate === undefined ? { min: 2 } : { min: 1, max: 2 };
  const processes = concurrency === 'alone' ? { min: 1, max: 1 } : several;
  const bounds = { processes, records: { max: 50 }, backups } as const;
  const numRuns = scenariosPerSeed / 2;
  const sampled = (rotates: NonNullable<ScenarioBounds['rotates']>, own: number): Scenario[] =>
    fc.sample(scenarios({ rotations, takes: writer.takes, sizes }, { ...bounds, rotates }), { seed: own, numRuns });
  // What goes wrong goes wrong at a rotation, but some of it only with larger files.
  const often = sampled('often', seed);
  const drawn = sampled('any', (seed + 1) & maxSeed).flatMap((each, index) => [...often.slice(index, index + 1), each]);
  return drawn.map((scenario, index) => {
    const again = secondRotations[index % (2 * secondRotations.length)];
    const twice = again !== undefined && condition.logrotate !== undefined && condition.logrotate !== 'copytruncate';
    return { ...scenario, ...extras, ...(twice && { logrotateAgain: again }) };
  });
}

function drawnPrograms(program: Program, seed: number, concurrency: Concurrency): Scenario[] {
  const least = concurrency === 'alone' || isSeveral(program) ? 1 : 2;
  const processes = { min: least, max: concurrency === 'alone' ? 1 : mostCopies };
  return fc.sample(programs(program, { processes, records: { max: mostLines } }), { seed, numRuns: scenariosPerSeed });
}

/** A scheduler and what it is called. */
export interface DrawnScheduler {
  readonly strategy: string;
  readonly scheduler: Recording;
  /** Told how the execution went, so that the next ones are drawn better. */
  readonly learn: (execution: Execution) => void;
}

/**
 * Schedulers for one scenario: first the undisturbed order, from which it is learnt where processes meet; then random ones,
 * always the same for a seed. Where one process has no choice, they would all be the first.
 */
export function* schedulersFor(
  { processes: started, rotation }: Scenario,
  seed: number,
  faults: readonly FaultKind[],
): Generator<DrawnScheduler> {
  const periodMs = rotation.kind === 'time' ? rotation.periodMs : undefined;
  let contention: Contention = { shared: [], remaining: {} };
  let processes = started;
  let steps = 1;
  let allSteps = 1;
  const choices = processes === 1 ? lookingForChoices(periodMs) : undefined;
  yield {
    strategy: 'undisturbed',
    scheduler: recording(choices ?? undisturbed),
    learn: (execution) => {
      const trace = traceOf(execution);
      contention = contentionOf(trace);
      processes = Math.max(started, processesIn(trace));
      steps = trace.length;
      allSteps = trace.length;
    },
  };
  if (choices?.hadChoice() === false && faults.length === 0) return;
  for (let index = 0; ; index++) {
    const strategy = drawStrategy((seed + index) & maxSeed, { processes, steps, contention, faults, allSteps });
    const counter = counting(schedulerOf(strategy, { periodMs }));
    const learn = (): void => void (steps = index === 0 ? counter.contended() : Math.max(steps, counter.contended()));
    yield { strategy: strategy.kind, scheduler: recording(counter), learn };
  }
}

/** How many processes take steps: a program may start some of its own. */
function processesIn(trace: readonly HeldStep[]): number {
  return new Set(trace.map(ownerOf)).size;
}

export const emptyDrawn: Drawn = { executed: 0, by: {}, mostProcesses: 0, mostRecords: 0 };

export function drawnOf(strategy: string, execution: Execution): Drawn {
  const { processes, records } = execution.scenario;
  const trace = traceOf(execution);
  const pctBound = { processes: Math.max(processes, processesIn(trace)), steps: trace.length, depth: 2 } as const;
  return {
    executed: 1,
    by: { [strategy]: 1 },
    mostProcesses: processes,
    mostRecords: records,
    ...(strategy === 'pct' ? { pctBound } : {}),
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
    ...worstOf(one.pctBound, other.pctBound),
  };
}

type PctBound = NonNullable<Drawn['pctBound']>;

function worstOf(one: PctBound | undefined, other: PctBound | undefined): Pick<Drawn, 'pctBound'> {
  const given = [one, other].filter((bound) => bound !== undefined);
  if (given.length === 0) return {};
  const most = (of: (bound: PctBound) => number): number => Math.max(...given.map(of));
  return { pctBound: { processes: most((each) => each.processes), steps: most((each) => each.steps), depth: 2 } };
}
