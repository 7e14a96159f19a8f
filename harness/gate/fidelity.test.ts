import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programs } from './fixtures/fidelity/programs.js';
import { examples } from './fixtures/fidelity/examples.js';
import { canCompile, openFidelity, type Fidelity } from './fixtures/fidelity/fidelity.js';
import { gateSupport } from './launch/support.js';

/** Few here, and always the same; `npm run bench -- fidelity` tries as many as one likes. */
const runs = { std: 60, full: 20, min: 20 };

describe.runIf(gateSupport().able && canCompile).each(['std', 'full', 'min'] as const)(
  'under the gate, at %s, the calls of two processes',
  (granularity) => {
    let fidelity: Fidelity;
    beforeAll(() => {
      fidelity = openFidelity(granularity);
    });
    afterAll(() => fidelity.close());

    it('give what they give natively, and leave the same behind', () => {
      const agrees = fc.property(programs, (program) => {
        expect(fidelity.differenceOf(program)).toBeUndefined();
      });
      fc.assert(agrees, { seed: 1, numRuns: runs[granularity] });
    });

    it.each(Object.entries(examples))('give what they give natively where %s', (_, program) => {
      expect(fidelity.differenceOf(program)).toBeUndefined();
    });
  },
);
