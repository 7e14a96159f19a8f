import type { Claim } from '../claim.js';
import { counted } from '../report/counted.js';
import type { WriterProgram } from '../writer-program.js';
import { rungs, type Backups } from './rungs.js';
import { isFairFor } from './tally.js';
import type { Task } from './task.js';

/** A task as it is planned: what is left open is filled in when it begins. */
export type Planned = { readonly backups: Backups; readonly doing: string } & (
  | Omit<Extract<Task, { kind: 'systematic' }>, 'claims' | 'untilMs'>
  | Omit<Extract<Task, { kind: 'drawn' }>, 'claims' | 'untilMs'>
);

/** More schedules of one scenario are not worth going through in order. */
const mostOfOneScenario = 2000;
const drawnAtOnce = 200;
const bothBackups: readonly Backups[] = ['ample', 'few'];

/**
 * What a search does, one task after the other, without an end: small scenarios gone through in order, then also generated
 * ones with schedules that are drawn. The same for the same seed.
 */
export function* agenda({ rotations }: WriterProgram, claims: readonly Claim[], seed: number): Generator<Planned> {
  const wanted = bothBackups.filter((backups) => claims.some((claim) => isJudgedWith(backups, claim)));
  let slice = 0;
  const drawn = function* (): Generator<Planned> {
    for (const backups of wanted) {
      if (backups === 'few' && rotations.every((kind) => kind === 'none')) continue;
      const doing = 'generated scenarios, schedules drawn at random';
      yield {
        kind: 'drawn',
        backups,
        seed: (seed + slice++ * drawnAtOnce) & 0x7fffffff,
        executions: drawnAtOnce,
        doing,
      };
    }
  };
  const [first = [], second = []] = wanted.map((backups) => rungs(rotations, backups));
  for (let round = 0; round < Math.max(first.length, second.length); round++) {
    for (const [index, list] of [first, second].entries()) {
      for (const rung of list[round] ?? []) {
        const { scenario, bounds } = rung;
        const doing = `${counted(scenario.processes, 'process', 'processes')} × ${counted(scenario.records, 'record')}, ${boundsInWords(bounds)}`;
        yield { kind: 'systematic', rung, backups: wanted[index] ?? 'ample', executions: mostOfOneScenario, doing };
        // The last round is long, so that the others are worth a try beside it.
        if (round === 2) yield* drawn();
      }
    }
  }
  for (;;) yield* drawn();
}

/** Whether a claim can be judged where backups are so many; see `isFairFor`. */
export function isJudgedWith(backups: Backups, claim: Claim): boolean {
  const kept = backups === 'ample' ? 2 : 1;
  const rotation = { kind: 'time', periodMs: 1, backups: kept } as const;
  return isFairFor(claim, { processes: 2, records: 1, recordBytes: [32], rotation });
}

function boundsInWords({ preemptions, ticks }: { readonly preemptions: number; readonly ticks: number }): string {
  const times = ticks === 0 ? '' : ` and ${counted(ticks, 'tick')}`;
  return `up to ${counted(preemptions, 'preemption')}${times}`;
}
