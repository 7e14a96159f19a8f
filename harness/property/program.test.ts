import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noError, noRecordLost, thresholdKept } from '../claims/index.js';
import { canHoldSteps } from '../gate/can-hold-steps.js';
import { packageRoot } from '../package-root.js';
import { programs } from '../scenario/programs.js';
import { asIs } from '../writers/as-is.js';
import { expectHolds } from './expect-holds.js';
import { runsFor } from './runs-for.js';

const fixture = (name: string): string => join(packageRoot, 'harness', 'control', 'fixtures', 'programs', name);
const appends = asIs(['sh', fixture('appends.sh'), '{log}', '{process}']);
const empties = asIs(['sh', '-c', 'echo "one of {process}" >{log}; echo "two of {process}" >>{log}']);
const serves = asIs(['/usr/bin/python3', fixture('serves.py'), '{log}'], { drive: ['curl -s localhost:8471'] });

test('scenarios of a program have copies, and lines only where it is told how many', () => {
  const drawn = fc.sample(programs(appends, { processes: { min: 2, max: 3 } }), { seed: 1, numRuns: 50 });
  expect(new Set(drawn.map(({ processes }) => processes))).toEqual(new Set([2, 3]));
  expect(new Set(drawn.map(({ records, lines }) => `${records} ${lines ?? ''}`))).toEqual(new Set(['1 own']));
  const told = fc.sample(programs(asIs(['seq', '{records}']), { records: { max: 2 } }), { seed: 1, numRuns: 50 });
  expect(new Set(told.map(({ records, lines }) => `${records} ${lines ?? ''}`))).toEqual(
    new Set(['1 asked', '2 asked']),
  );
});

test('a property of a program begins with one scenario in which several processes write', () => {
  expect(runsFor(appends).examples).toEqual([[expect.objectContaining({ processes: 2, lines: 'own' })]]);
  expect(runsFor(serves).examples).toEqual([[expect.objectContaining({ processes: 1 })]]);
});

describe.runIf(canHoldSteps())('expectHolds', () => {
  test('holds a program as it is to a claim, in each of its scenarios', async () => {
    await fc.assert(
      fc.asyncProperty(programs(appends, { processes: { max: 2 } }), (scenario) =>
        expectHolds(noRecordLost, { program: appends, scenario }),
      ),
      runsFor(appends),
    );
  });

  test('needs no scenario of a service', async () => {
    await expectHolds(noError, { program: serves }, { executions: 2 });
  });

  test('shows how a line is lost', async () => {
    await expect(expectHolds(noRecordLost, { program: empties }, { keep: false })).rejects.toThrow(
      /✗ sh breaks no-record-lost: p0's line 1 \("one of 0"\) was written, but it is in no\s+file; .*scenario {2}2 copies of sh -c /s,
    );
  });

  test('says of what a program is told nothing of that it can not be judged', async () => {
    await expect(expectHolds(thresholdKept, { program: appends })).rejects.toThrow(
      /^threshold-kept of appends\.sh can't be judged: nobody knows at what size it is to rotate\.$/,
    );
  });
});
