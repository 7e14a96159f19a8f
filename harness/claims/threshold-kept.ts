import type { Execution } from '../execution/execution.js';
import { isLiveFile } from '../execution/log-files.js';
import { linesOf } from '../execution/log-lines.js';
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
    if (
      rotation.kind === 'size' &&
      charactersIn(text) > rotation.maxBytes &&
      linesOf(text.trimEnd(), scenario).length > 1
    ) {
      const message = `${name} has ${text.length} bytes in several lines, and the threshold is ${rotation.maxBytes}.`;
      yield { message, file: name };
    }
  }
}

/** Many loggers count characters where others count bytes: only what is too much by either way is held against them. */
function charactersIn(bytes: string): number {
  return bytes.replaceAll(/[\x80-\xbf]/g, '').length;
}
