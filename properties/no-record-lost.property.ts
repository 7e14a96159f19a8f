import { describe } from 'vitest';
import { expectHolds, noRecordLost, runsFor, scenarios, writersThatPromise } from '../harness/index.js';
import { testProperty, thorough } from '../harness/vitest/test-property.js';

const alone = { processes: { max: 1 } };

/** What a log is for: whatever was acknowledged is there afterwards, however many others wrote or rotated meanwhile. */
describe.each(writersThatPromise('no-record-lost'))('$name', (writer) => {
  testProperty([scenarios(writer)], runsFor(writer))('keeps every acknowledged record', async (scenario) => {
    await expectHolds(noRecordLost, { writer, scenario }, thorough);
  });
});

describe.each(writersThatPromise('no-record-lost', 'alone'))('$name alone', (writer) => {
  testProperty([scenarios(writer, alone)], runsFor(writer, alone))(
    'keeps every acknowledged record',
    async (scenario) => {
      await expectHolds(noRecordLost, { writer, scenario }, thorough);
    },
  );
});
