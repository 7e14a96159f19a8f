import { test } from '@fast-check/vitest';
import { describe } from 'vitest';
import { expectHolds, retentionKept, runsFor, scenarios, writersThatPromise } from '../harness/index.js';

/** Retention removes records on purpose, so it must remove the oldest ones, and only when there are too many. */
describe.each(writersThatPromise('retention-kept'))('$name', (writer) => {
  test.prop([scenarios(writer, { backups: 'few' })], runsFor(writer, { backups: 'few' }))(
    'keeps as many backups as promised, and removes the oldest',
    async (scenario) => {
      await expectHolds(retentionKept, { writer, scenario });
    },
  );
});

describe.each(writersThatPromise('retention-kept', 'alone'))('$name alone', (writer) => {
  test.prop(
    [scenarios(writer, { processes: { max: 1 }, backups: 'few' })],
    runsFor(writer, { processes: { max: 1 }, backups: 'few' }),
  )('keeps as many backups as promised, and removes the oldest', async (scenario) => {
    await expectHolds(retentionKept, { writer, scenario });
  });
});
