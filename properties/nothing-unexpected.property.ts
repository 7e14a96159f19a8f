import { describe } from 'vitest';
import { expectHolds, nothingUnexpected, runsFor, scenarios, writersThatPromise } from '../harness/index.js';
import { testProperty, thorough } from '../harness/vitest/test-property.js';

/** Holes and garbage stop the programs that read a log, and hide that something else is missing. */
describe.each(writersThatPromise('nothing-unexpected'))('$name', (writer) => {
  testProperty([scenarios(writer)], runsFor(writer))(
    'leaves nothing in the files that nobody wrote',
    async (scenario) => {
      await expectHolds(nothingUnexpected, { writer, scenario }, thorough);
    },
  );
});
