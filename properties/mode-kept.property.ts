import { describe } from 'vitest';
import { canHoldSteps, expectHolds, modeKept, runsFor, scenarios, writersThatPromise } from '../harness/index.js';
import { testProperty, thorough } from '../harness/vitest/test-property.js';

const nobodyElse = { mode: 0o600 } as const;

/** Logs hold secrets. A program that opens a file while its mode is too wide reads it for ever, whatever the mode is afterwards. */
describe.runIf(canHoldSteps()).each(writersThatPromise('mode-kept'))('$name', (writer) => {
  testProperty([scenarios(writer, nobodyElse)], runsFor(writer, nobodyElse))(
    'lets nobody read what nobody else was to read, not even for a moment',
    async (scenario) => {
      await expectHolds(modeKept, { writer, scenario }, thorough);
    },
  );
});
