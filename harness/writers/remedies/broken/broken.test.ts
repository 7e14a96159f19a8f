import { describe, expect, test } from 'vitest';
import { openControl } from '../../../control/control.js';
import { carryOut } from '../../../control/plan.js';
import { twice } from '../../../control/twice.js';
import type { Execution } from '../../../execution.js';
import { gateSupport } from '../../../gate/index.js';
import { violationsOf } from '../../../search/tally.js';
import type { WriterProgram } from '../../../writer-program.js';
import { writerNamed } from '../../index.js';
import { remedyCanaries, type RemedyCanary } from './index.js';

describe.runIf(gateSupport().able).each(remedyCanaries)('$program.name', ({ program, ...canary }) => {
  test(`breaks ${canary.breaks} where it should: ${canary.bug}`, () => {
    const { execution, unused } = run(program, canary);
    expect(unused).toEqual([]);
    expect(violationsOf(execution, [canary.breaks])).toHaveLength(1);
  });

  test.each(['locked', 'reopening', 'aggregated'].map(remedyNamed).filter(promises(canary)))(
    'is what $name would be without its bug',
    (remedy) => {
      expect(violationsOf(run(remedy, canary).execution, [canary.breaks])).toEqual([]);
    },
  );
});

function promises({ breaks, scenario }: Pick<RemedyCanary, 'breaks' | 'scenario'>) {
  return ({ guarantees, rotations }: WriterProgram): boolean =>
    guarantees.includes(breaks) && rotations.includes(scenario.rotation.kind);
}

/** Runs a canary's execution twice, since what is not the same twice shows nothing. */
function run(
  writer: WriterProgram,
  { scenario, schedule }: Pick<RemedyCanary, 'scenario' | 'schedule'>,
): { readonly execution: Execution; readonly unused: readonly string[] } {
  const control = openControl({
    writer,
    processes: scenario.processes,
    logrotate: scenario.logrotate !== undefined,
    stepLimit: 2000,
  });
  try {
    let unused: readonly string[] = [];
    const execution = twice(() => {
      const carried = carryOut(control, scenario, { kind: 'schedule', schedule });
      unused = carried.unused;
      return carried.execution;
    });
    return { execution, unused };
  } finally {
    control.close();
  }
}

function remedyNamed(name: string): WriterProgram {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  return writer;
}
