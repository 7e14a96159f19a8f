import { describe } from 'vitest';
import {
  expectHolds,
  maxRecordBytes,
  noLineTorn,
  noRecordLost,
  runsFor,
  scenarios,
  writersThatPromise,
} from '../harness/index.js';
import { testProperty, thorough } from '../harness/vitest/test-property.js';

/** Whatever reads a log reads lines: a line that holds pieces of two records is lost for both. */
describe.each(writersThatPromise('no-line-torn'))('$name', (writer) => {
  testProperty([scenarios(writer)], runsFor(writer))('writes every record as a line of its own', async (scenario) => {
    await expectHolds(noLineTorn, { writer, scenario }, thorough);
  });
});

const appending = writersThatPromise('no-line-torn').filter(({ name }) => ['file', 'python-file'].includes(name));

describe.each(appending)('$name', (writer) => {
  const bounds = { processes: { min: 2, max: 3 }, records: { max: 4 }, recordBytes: { max: maxRecordBytes } };
  testProperty([scenarios(writer, bounds)], runsFor(writer, bounds))(
    'neither loses nor tears a record of up to 1 MiB',
    async (scenario) => {
      await expectHolds(noLineTorn, { writer, scenario }, thorough);
      await expectHolds(noRecordLost, { writer, scenario }, thorough);
    },
  );
});
