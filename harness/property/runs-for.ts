import { isFree, type Rotating, type ScenarioBounds } from '../scenario/bounds.js';
import { exampleFor } from '../scenario/example.js';
import type { Scenario } from '../scenario/scenario.js';
import { fromEnvironment } from './settings.js';

/** What fast-check is to do: parameters of `fc.assert`. */
export interface Runs {
  readonly numRuns: number;
  readonly seed?: number;
  readonly examples: [Scenario][];
}

const usualRuns = 10;

/**
 * How many scenarios a property tries: `LOGTORTURE_RUNS`, and a tenth where each takes more than a second, free; from the
 * seed in `LOGTORTURE_SEED`, where there is one. The first is always the same: one that is sure to rotate and, with several
 * processes, to overlap.
 * @throws {Error} one line, when one of the two is no number in its range.
 */
export function runsFor(writer: Rotating, bounds: ScenarioBounds = {}): Runs {
  const runs = fromEnvironment('runs') ?? usualRuns;
  const seed = fromEnvironment('seed');
  const example = exampleFor(writer, bounds);
  const isSlow = isFree(bounds) && example.rotation.kind === 'time';
  return {
    numRuns: isSlow ? Math.ceil(runs / 10) : runs,
    ...(seed !== undefined && { seed }),
    examples: [[example]],
  };
}
