import type { Execution } from '../execution/execution.js';
import { defineInvariant, type Invariant } from './invariant.js';
import { isLiveFile } from '../execution/log-files.js';

export const thresholdKept: Invariant = defineInvariant(
  'threshold-kept',
  'no file is over its threshold unless a single record is; rotated files are not empty',
  overThreshold,
);

function* overThreshold({ scenario, files }: Execution): Iterable<string> {
  const { rotation } = scenario;
  if (rotation.kind === 'none') return;
  for (const file of files) {
    const { name, text, damaged } = file;
    if (text === '' && !isLiveFile(file) && damaged === undefined) yield `${name} was rotated empty.`;
    if (rotation.kind === 'size' && text.length > rotation.maxBytes && text.trimEnd().includes('\n')) {
      yield `${name} has ${text.length} bytes in several lines, and the threshold is ${rotation.maxBytes}.`;
    }
  }
}
