import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from './fixtures/open.js';
import { steps } from './fixtures/ran.js';
import { code, openLog } from './fixtures/script.js';
import { undisturbed } from './execute.js';
import { gateSupport } from './launch/support.js';

describe.runIf(gateSupport().able)('a writer', () => {
  const bench = openBench({ members: [members.script] });
  afterAll(() => bench.close());

  it('that never ends is stopped at the step limit', () => {
    const ran = bench.run([code(`import os\n${openLog}while True: os.write(log, b"x")`)], undisturbed, {
      stepLimit: 100,
    });
    expect([ran.outcome, steps(ran).length]).toEqual(['step-limit', 100]);
  });
});
