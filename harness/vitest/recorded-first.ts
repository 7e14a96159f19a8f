import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Replays recorded counterexamples before anything else: they take milliseconds, and they are what is known to have failed.
 * Then come the canaries, which take long, and beside them a property whose executions are held to all other claims too: the others
 * that need no faults come last, when all that they share has been executed. So it is with what happens at a kill.
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
  /\/order-kept\.property\.ts$/,
  /\/not-stuck-after-kill\.property\.ts$/,
  /\/(?:retention|mode)-kept\.property\.ts$/,
  /\/(?!survives-kill)(?:survives|fails)-[a-z-]+\.property\.ts$/,
  /\.test\.ts$/,
  /./,
];

function turnOf({ moduleId }: TestSpecification): number {
  return turns.findIndex((turn) => turn.test(moduleId));
}
