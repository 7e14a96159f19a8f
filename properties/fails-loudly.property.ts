import { describe } from 'vitest';
import { canHoldSteps, expectHolds, failsLoudly, runsFor, scenarios, writersThatPromise } from '../harness/index.js';
import { testProperty } from '../harness/vitest/test-property.js';

/** Disks get full. A record that can't be written is bad; one that is acknowledged and gone is worse. */
describe.runIf(canHoldSteps()).each(writersThatPromise('fails-loudly'))('$name', (writer) => {
  testProperty([scenarios(writer)], runsFor(writer))(
    'refuses what it could not write, and goes on once it can',
    async (scenario) => {
      await expectHolds(failsLoudly, { writer, scenario });
    },
  );
});
