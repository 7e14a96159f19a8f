import { describe } from 'vitest';
import {
  canHoldSteps,
  expectHolds,
  runsFor,
  scenarios,
  survivesClockChange,
  writersThatPromise,
} from '../harness/index.js';
import { testProperty } from '../harness/vitest/test-property.js';

/** Clocks are set back, and those of two containers on one volume differ; a log that is named or cleared by time must bear it. */
describe.runIf(canHoldSteps()).each(writersThatPromise('survives-clock-change'))('$name', (writer) => {
  testProperty([scenarios(writer)], runsFor(writer))(
    'loses and doubles no record when a clock is set, or differs from the others',
    async (scenario) => {
      await expectHolds(survivesClockChange, { writer, scenario });
    },
  );
});
