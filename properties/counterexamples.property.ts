import { describe, expect, test } from 'vitest';
import { canHoldSteps, expectAsRecorded, recordedCounterexamples, writerNamed } from '../harness/index.js';

/** What once broke a claim is tried first: it is known, it is small, and it takes milliseconds. */
describe.runIf(canHoldSteps())('recorded counterexamples', () => {
  const recorded = recordedCounterexamples('properties/counterexamples').map((each) => {
    const { claim, writer: name } = each.counterexample;
    return { ...each, claim, name, writer: writerNamed(name) };
  });

  test.each(recorded.filter(({ writer }) => writer?.unavailable === undefined))(
    '$claim of $name is as $file says',
    async ({ writer, name, ...each }) => {
      if (writer === undefined)
        throw new Error(`${each.file}: there is no writer ${name}: rename it there, or delete it.`);
      await expectAsRecorded(each, writer);
    },
  );

  test('each lies where its claim and its writer say', () => {
    for (const { file, claim, name, counterexample } of recorded) {
      const alone = counterexample.scenario.processes === 1 ? '-alone' : '';
      expect(file).toBe(`properties/counterexamples/${claim}/${name}${alone}.json`);
    }
  });
});
