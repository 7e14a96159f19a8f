import { describe, expect, test } from 'vitest';
import { defineInvariant, type Invariant } from '../claims/invariant.js';
import { noLineTorn } from '../claims/index.js';
import { traceOf } from '../execution/events.js';
import { gateSupport } from '../gate/index.js';
import type { Scenario } from '../scenario/scenario.js';
import { writerNamed } from '../writers/index.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { counterexampleFrom, searchScenario, type ScenarioSearched } from './scenario-search.js';

const scenario: Scenario = {
  processes: 2,
  records: 3,
  recordBytes: [50],
  rotation: { kind: 'size', maxBytes: 60, backups: 6 },
};

function writer(name: string): WriterProgram {
  const found = writerNamed(name);
  if (found === undefined) throw new Error(`There is no writer ${name}.`);
  return found;
}

function searched(invariant: Invariant, name: string, workers = 1): Promise<ScenarioSearched> {
  return searchScenario({ writer: writer(name), scenario, invariant, seed: 5, executions: 240, workers });
}

/** One that does not come with logtorture, so that a thread can't know it. */
function own(check: Invariant['check']): Invariant {
  return defineInvariant({ claim: 'of-my-own', holdsWhen: 'it does', check });
}

describe.runIf(gateSupport().able)('a search of one scenario', () => {
  test('judges each execution by an invariant that stands here', async () => {
    const seen = new Set<string>();
    const { reach, failing } = await searched(
      own((execution) => {
        seen.add(
          traceOf(execution)
            .map(({ process }) => process)
            .join(''),
        );
        return [];
      }),
      'size',
    );
    expect(failing).toBeUndefined();
    expect(reach).toMatchObject({ executions: 240, judged: 240 });
    expect(seen.size).toBeGreaterThan(200);
  });

  test('makes what breaks such an invariant as small as it goes', async () => {
    const invariant = own(({ files }) =>
      files.length > 1 ? [{ message: `There are ${files.length} files.`, file: files[0]?.name ?? '' }] : [],
    );
    const { failing } = await searched(invariant, 'sound');
    if (failing === undefined) throw new Error('Nothing was found.');
    const from = { writer: writer('sound'), invariant, seed: 5 };
    const counterexample = await counterexampleFrom(failing, { ...from, untilMs: Infinity });
    expect(counterexample).toMatchObject({
      claim: 'of-my-own',
      scenario: { processes: 1, records: 2 },
      schedule: { preemptions: [], faults: [] },
      violation: { message: 'There are 2 files.', file: 'app.log.1' },
      reproduced: { broken: 3, times: 3 },
    });
    expect(await counterexampleFrom(failing, { ...from, untilMs: 0 })).toMatchObject({
      scenario: failing.scenario,
      schedule: failing.schedule,
      reproduced: { broken: 3, times: 3 },
      notShrunkToTheEnd: true,
    });
  });

  test('finds the same with one thread and with several', async () => {
    // Broken now and then, by how many steps there are in all.
    const invariant = own((execution) => {
      const steps = traceOf(execution).length;
      return steps % 7 === 0 ? [{ message: `There are ${steps} steps.` }] : [];
    });
    const [one, other] = await Promise.all([searched(invariant, 'size'), searched(invariant, 'size', 3)]);
    expect(one).toEqual(other);
    const [held, heldToo] = await Promise.all([searched(noLineTorn, 'size'), searched(noLineTorn, 'size', 3)]);
    expect(held).toEqual(heldToo);
  });

  test('says that a check which throws has failed, instead of a verdict', async () => {
    const throwing = own(() => {
      throw new TypeError('it reads what is not there');
    });
    await expect(searched(throwing, 'sound')).rejects.toThrow(
      /The check of of-my-own has thrown, so it says nothing: it reads what is not there/,
    );
  });
});
