import { describe } from 'vitest';
import { expectHolds, retentionKept, runsFor, scenarios, writersThatPromise } from '../harness/index.js';
import { testProperty, thorough } from '../harness/vitest/test-property.js';

const few = { backups: 'few' } as const;
const alone = { ...few, processes: { max: 1 } };

/** Retention removes records on purpose, so it must remove the oldest ones, and only when there are too many. */
describe.each(writersThatPromise('retention-kept'))('$name', (writer) => {
  testProperty([scenarios(writer, few)], runsFor(writer, few))(
    'keeps as many backups as promised',
    async (scenario) => {
      await expectHolds(retentionKept, { writer, scenario }, thorough);
    },
  );
});

describe.each(writersThatPromise('retention-kept', 'alone'))('$name alone', (writer) => {
  testProperty([scenarios(writer, alone)], runsFor(writer, alone))('removes the oldest backup', async (scenario) => {
    await expectHolds(retentionKept, { writer, scenario }, thorough);
  });
});
