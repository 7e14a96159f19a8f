import { accountFor } from '../execution/accounting.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const nothingUnexpected: Invariant<'nothing-unexpected'> = defineInvariant({
  claim: 'nothing-unexpected',
  holdsWhen: 'the files hold nothing that nobody wrote',
  heading: 'alien',
  needs: { alongside: true },
  check: (execution) =>
    accountFor(execution).unexpected.map(({ file, line, what }) => ({
      message: `${file} line ${line} holds ${what}.`,
      file,
    })),
});
