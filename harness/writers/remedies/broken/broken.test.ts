import { afterAll, describe, expect, test } from 'vitest';
import { openControl } from '../../../control/control.js';
import type { Control } from '../../../control/controlled.js';
import { carryOut } from '../../../control/plan.js';
import { twice } from '../../../control/determinism.js';
import { gateSupport } from '../../../gate/index.js';
import { violationOf } from '../../../search/judging.js';
import type { WriterProgram } from '../../writer-program.js';
import { writerNamed } from '../../index.js';
import { remedyCanaries, type RemedyCanary } from './index.js';

describe.runIf(gateSupport().able).each(remedyCanaries)('$program.name', ({ program, ...canary }) => {
  test(`breaks ${canary.breaks} where it should: ${canary.bug}`, () => {
    const control = controlFor(program, canary);
    // An execution that is not the same twice shows nothing.
    let unused: readonly string[] = [];
    const execution = twice(() => {
      const carried = carryOut(control, canary.scenario, { kind: 'schedule', schedule: canary.schedule });
      unused = carried.unused;
      return carried.execution;
    });
    control.close();
    expect(unused).toEqual([]);
    expect(violationOf(canary.breaks, execution)).toBeDefined();
  });
});

describe.runIf(gateSupport().able).each(['locked', 'reopening', 'aggregated'].map(remedyNamed))(
  '$name is what a canary would be without its bug',
  (remedy) => {
    const controls = new Map<string, Control>();
    afterAll(() => controls.forEach((control) => control.close()));

    test.each(remedyCanaries.filter(promisedBy(remedy)))('$program.name', ({ breaks, ...canary }) => {
      const { processes, logrotate } = canary.scenario;
      const needed = `${processes} ${logrotate !== undefined}`;
      const control = controls.get(needed) ?? controlFor(remedy, canary);
      controls.set(needed, control);
      const { execution } = carryOut(control, canary.scenario, { kind: 'schedule', schedule: canary.schedule });
      expect(violationOf(breaks, execution)).toBeUndefined();
    });
  },
);

function promisedBy({ guarantees, rotations }: WriterProgram) {
  return ({ breaks, scenario }: RemedyCanary): boolean =>
    guarantees.includes(breaks) && rotations.includes(scenario.rotation.kind);
}

function controlFor(writer: WriterProgram, { scenario }: Pick<RemedyCanary, 'scenario'>): Control {
  const { processes, logrotate } = scenario;
  return openControl({ writer, processes, logrotate: logrotate !== undefined, stepLimit: 2000 });
}

function remedyNamed(name: string): WriterProgram {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  return writer;
}
