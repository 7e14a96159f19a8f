import { describe } from 'vitest';
import { expectHolds, noRecordDuplicated, runsFor, scenarios, writersThatPromise } from '../harness/index.js';
import { testProperty, thorough } from '../harness/vitest/test-property.js';

/** What counts or sums over a log relies on it: nothing stands in it twice. */
describe.each(writersThatPromise('no-record-duplicated'))('$name', (writer) => {
  testProperty([scenarios(writer)], runsFor(writer))('writes no record twice', async (scenario) => {
    await expectHolds(noRecordDuplicated, { writer, scenario }, thorough);
  });
});
