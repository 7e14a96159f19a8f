import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Replays recorded counterexamples before anything else: they take milliseconds, and they are what is known to have failed. */
export default class RecordedFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isRecorded = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('counterexamples.property.ts');
    return [...sorted.filter(isRecorded), ...sorted.filter((file) => !isRecorded(file))];
  }
}
