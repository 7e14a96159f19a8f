import { describe } from 'vitest';
import { expectHolds, thresholdKept, runsFor, scenarios, writersThatPromise } from '../harness/index.js';
import { testProperty, thorough } from '../harness/vitest/test-property.js';

const alone = { processes: { max: 1 } };

/** A threshold is set where a disk or a reader has its limit; a rotated empty file displaces a full one. */
describe.each(writersThatPromise('threshold-kept'))('$name', (writer) => {
  testProperty([scenarios(writer)], runsFor(writer))(
    'lets no file grow over its threshold and rotates none empty',
    async (scenario) => {
      await expectHolds(thresholdKept, { writer, scenario }, thorough);
    },
  );
});

describe.each(writersThatPromise('threshold-kept', 'alone'))('$name alone', (writer) => {
  testProperty([scenarios(writer, alone)], runsFor(writer, alone))(
    'lets no file grow over its threshold and rotates none empty',
    async (scenario) => {
      await expectHolds(thresholdKept, { writer, scenario }, thorough);
    },
  );
});
