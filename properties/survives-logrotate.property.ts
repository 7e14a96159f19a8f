import { describe } from 'vitest';
import {
  canHoldSteps,
  expectHolds,
  runsFor,
  scenarios,
  survivesLogrotate,
  writersThatPromise,
} from '../harness/index.js';
import { testProperty } from '../harness/vitest/test-property.js';

const renamed = { processes: { max: 2 }, logrotate: ['create', 'nocreate'] } as const;

/** Most logs on a server are rotated by logrotate, and the programs that write them are told of it late or never. */
describe.runIf(canHoldSteps()).each(writersThatPromise('survives-logrotate'))('$name', (writer) => {
  testProperty([scenarios(writer, renamed)], runsFor(writer, renamed))(
    'loses and doubles no record when logrotate renames the log',
    async (scenario) => {
      await expectHolds(survivesLogrotate, { writer, scenario });
    },
  );
});
