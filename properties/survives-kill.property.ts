import { describe } from 'vitest';
import { canHoldSteps, expectHolds, runsFor, scenarios, survivesKill, writersThatPromise } from '../harness/index.js';
import { testProperty } from '../harness/vitest/test-property.js';

/** Processes die in the middle of a call: of a deployment, a watchdog, or a full memory. What others have logged must not suffer. */
describe.runIf(canHoldSteps()).each(writersThatPromise('survives-kill'))('$name', (writer) => {
  testProperty([scenarios(writer)], runsFor(writer))(
    'loses and damages no acknowledged record when a process is killed',
    async (scenario) => {
      await expectHolds(survivesKill, { writer, scenario });
    },
  );
});
