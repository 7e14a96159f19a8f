import { describe } from 'vitest';
import {
  canHoldSteps,
  expectHolds,
  notStuckAfterKill,
  runsFor,
  scenarios,
  writersThatPromise,
} from '../harness/index.js';
import { testProperty } from '../harness/vitest/test-property.js';

/** A lock that its holder's death leaves behind stops a whole service, and nobody sees why: the log says nothing more. */
describe.runIf(canHoldSteps()).each(writersThatPromise('not-stuck-after-kill'))('$name', (writer) => {
  testProperty([scenarios(writer)], runsFor(writer))(
    'lets every other process finish when one is killed',
    async (scenario) => {
      await expectHolds(notStuckAfterKill, { writer, scenario });
    },
  );
});
