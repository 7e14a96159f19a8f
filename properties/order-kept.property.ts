import { describe } from 'vitest';
import { expectHolds, orderKept, runsFor, scenarios, writersThatPromise } from '../harness/index.js';
import { testProperty, thorough } from '../harness/vitest/test-property.js';

const alone = { processes: { max: 1 } };

/** A log tells a story: what one process wrote first must stand first, in the older file or further up. */
describe.each(writersThatPromise('order-kept'))('$name', (writer) => {
  testProperty([scenarios(writer)], runsFor(writer))("keeps each process's records in its order", async (scenario) => {
    await expectHolds(orderKept, { writer, scenario }, thorough);
  });
});

describe.each(writersThatPromise('order-kept', 'alone'))('$name alone', (writer) => {
  testProperty([scenarios(writer, alone)], runsFor(writer, alone))(
    "keeps each process's records in its order",
    async (scenario) => {
      await expectHolds(orderKept, { writer, scenario }, thorough);
    },
  );
});
