import { accountFor } from '../execution/accounting.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const nothingUnexpected: Invariant = defineInvariant(
  'nothing-unexpected',
  'the files hold nothing that nobody wrote',
  (execution) => accountFor(execution).unexpected.map(({ file, line, what }) => `${file} line ${line} holds ${what}.`),
);
