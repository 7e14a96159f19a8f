import type { Execution } from '../execution/execution.js';
import { isLiveFile } from '../execution/log-files.js';
import { defineInvariant, type Invariant, type Violation } from './invariant.js';

export const thresholdKept: Invariant<'threshold-kept'> = defineInvariant({
  claim: 'threshold-kept',
  holdsWhen: 'no file is over its threshold unless a single record is; rotated files are not empty',
  heading: 'size',
  check: overThreshold,
});

function* overThreshold({ scenario, files }: Execution): Iterable<Violation> {
  const { rotation } = scenario;
  if (rotation.kind === 'none') return;
  for (const file of files) {
    const { name, text, damaged } = file;
    if (text === '' && !isLiveFile(file) && damaged === undefined)
      yield { message: `${name} was rotated empty.`, file: name };
    if (rotation.kind === 'size' && text.length > rotation.maxBytes && text.trimEnd().includes('\n')) {
      const message = `${name} has ${text.length} bytes in several lines, and the threshold is ${rotation.maxBytes}.`;
      yield { message, file: name };
    }
  }
}
