import fc, { type Arbitrary, type Parameters } from 'fast-check';
import { test } from 'vitest';
import { fromEnvironment, type HoldsOptions } from '../property/settings.js';

/**
 * How many schedules of each scenario a property searches where nothing goes wrong, which costs little: `LOGTORTURE_BUDGET`, or else 40.
 * With a kill or another fault, an execution takes several times as long, and 12 are usual.
 */
export const thorough: HoldsOptions = { executions: fromEnvironment('executions') ?? 40 };

type Arbitraries<Values extends [unknown, ...unknown[]]> = { readonly [Key in keyof Values]: Arbitrary<Values[Key]> };

/**
 * Adds a test of something that holds for all values: fast-check generates them, and shrinks those for which it throws. It is what
 * `test.prop` of `@fast-check/vitest` does; that package takes two seconds to load beside Vitest 4, since it enriches `test` once for each
 * order of all its modifiers.
 */
export function testProperty<Values extends [unknown, ...unknown[]]>(
  arbitraries: Arbitraries<Values>,
  parameters?: Parameters<Values>,
): (name: string, holds: (...values: Values) => unknown) => void {
  return (name, holds) => {
    const property = fc.asyncProperty<Values>(...arbitraries, async (...values) => {
      await holds(...values);
    });
    test(name, async () => {
      await fc.assert(property, parameters);
    });
  };
}
