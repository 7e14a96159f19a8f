import { accountFor } from '../execution/accounting.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const noLineTorn: Invariant<'no-line-torn'> = defineInvariant({
  claim: 'no-line-torn',
  holdsWhen: 'every line holds one whole record and nothing of another',
  heading: 'torn',
  check: (execution) =>
    accountFor(execution).tornLines.map(({ file, line, holds, record }) => ({
      message: `${file} line ${line} holds ${holds}.`,
      file,
      ...(record !== undefined && { record }),
    })),
});
