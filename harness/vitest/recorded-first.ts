import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Replays recorded counterexamples before anything else: they take milliseconds, and they are what is known to have failed.
 * Then come the canaries, which take longest, and beside them the properties without faults one after another, so that one
 * worker executes for all of them what they share; then those that share what happens at a kill.
 */
export default class RecordedFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- It is a sequencer that sorts.
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => turnOf(one) - turnOf(other));
  }
}

const turns = [
  /\/counterexamples\.property\.ts$/,
  /\/canaries\.property\.ts$/,
  /\/(?:no|nothing|order|threshold)-[a-z-]+\.property\.ts$/,
  /\/(?:retention|mode)-kept\.property\.ts$/,
  /\/(?:survives|not-stuck-after)-kill\.property\.ts$/,
  /\.property\.ts$/,
  /./,
];

function turnOf({ moduleId }: TestSpecification): number {
  return turns.findIndex((turn) => turn.test(moduleId));
}
