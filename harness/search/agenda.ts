import { faultsFor, type Claim } from '../claims/claim.js';
import { companyOf, type Company } from '../scenario/company.js';
import { kindsInWords } from '../schedule/fault.js';
import { counted } from '../counted.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { extrasOf, faultsOf, kindsIn, rungs, settings, type Rung, type Setting } from './rungs.js';
import { isFairFor } from './tally.js';
import type { Bounds } from '../schedulers/systematic.js';
import type { Task } from './task.js';

/** A task as it is planned: what is left open is filled in when it begins. */
export type Planned = { readonly setting: Setting; readonly doing: string } & (
  | Omit<Extract<Task, { kind: 'systematic' }>, 'claims' | 'untilMs'>
  | Omit<Extract<Task, { kind: 'drawn' }>, 'claims' | 'untilMs'>
);

/** More schedules of one scenario are not worth going through in order. */
const mostOfOneScenario = 2000;
const drawnAtOnce = 200;

/**
 * What a search does, one task after the other, without an end: small scenarios gone through in order, then also generated
 * ones with schedules that are drawn. The same for the same seed. It ends only where no scenario of this writer's can be held
 * to any of the claims.
 * @param company the number of processes that scenarios are to have, where not any.
 */
export function* agenda(
  { rotations }: WriterProgram,
  claims: readonly Claim[],
  seed: number,
  company?: Company,
): Generator<Planned> {
  const wanted = settings.filter(
    (setting) => kindsIn(setting, rotations).length > 0 && claims.some((claim) => isJudgedIn(setting, claim)),
  );
  if (wanted.length === 0) return;
  let slice = 0;
  const drawn = function* (): Generator<Planned> {
    for (const setting of wanted) {
      const doing = 'generated scenarios, schedules drawn at random';
      yield {
        kind: 'drawn',
        setting,
        seed: (seed + slice++ * drawnAtOnce) & 0x7fffffff,
        executions: drawnAtOnce,
        ...(company !== undefined && { company }),
        doing,
      };
    }
  };
  const isMeant = ({ scenario }: Rung): boolean => company === undefined || companyOf(scenario) === company;
  const ladders = wanted.map((setting) => ({
    setting,
    ladder: rungs(rotations, setting).map((round) => round.filter(isMeant)),
  }));
  for (let round = 0; round < Math.max(...ladders.map(({ ladder }) => ladder.length)); round++) {
    for (const { setting, ladder } of ladders) {
      for (const rung of ladder[round] ?? []) {
        const { scenario, bounds } = rung;
        const doing = `${counted(scenario.processes, 'process', 'processes')} × ${counted(scenario.records, 'record')}, ${boundsInWords(bounds)}`;
        yield { kind: 'systematic', rung, setting, executions: rung.most ?? mostOfOneScenario, doing };
        // The last round is long, so that the others are worth a try beside it.
        if (round === 2) yield* drawn();
      }
    }
  }
  for (;;) yield* drawn();
}

/** Whether a claim can be judged in a setting; see `isFairFor`. */
export function isJudgedIn(setting: Setting, claim: Claim): boolean {
  if (faultsFor(claim).join() !== faultsOf(setting).join()) return false;
  const backups = setting === 'few' ? 1 : 2;
  const rotation = { kind: 'time', periodMs: 1, backups } as const;
  return isFairFor(claim, { processes: 2, records: 1, recordBytes: [32], rotation, ...extrasOf(setting) });
}

function boundsInWords({ preemptions, ticks, faults }: Bounds): string {
  const times = ticks === 0 ? '' : ` and ${counted(ticks, 'tick')}`;
  const fault = faults === undefined ? '' : ` and ${kindsInWords(faults)}`;
  return `up to ${counted(preemptions, 'preemption')}${times}${fault}`;
}
