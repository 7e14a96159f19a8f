import { describe } from 'vitest';
import { expectHolds, noError, runsFor, scenarios, writersThatPromise } from '../harness/index.js';
import { testProperty, thorough } from '../harness/vitest/test-property.js';

const alone = { processes: { max: 1 } };

/** An error that a writer prints is one that somebody must read, and one that it swallows is a record at risk. */
describe.each(writersThatPromise('no-error'))('$name', (writer) => {
  testProperty([scenarios(writer)], runsFor(writer))('reports no error', async (scenario) => {
    await expectHolds(noError, { writer, scenario }, thorough);
  });
});

describe.each(writersThatPromise('no-error', 'alone'))('$name alone', (writer) => {
  testProperty([scenarios(writer, alone)], runsFor(writer, alone))('reports no error', async (scenario) => {
    await expectHolds(noError, { writer, scenario }, thorough);
  });
});
