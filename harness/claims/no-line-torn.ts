import { accountFor } from '../execution/accounting.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const noLineTorn: Invariant = defineInvariant(
  'no-line-torn',
  'every line holds one whole record and nothing of another',
  (execution) => accountFor(execution).tornLines.map(({ file, line, holds }) => `${file} line ${line} holds ${holds}.`),
);
