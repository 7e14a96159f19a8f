import { accountFor, nameOf } from '../execution/accounting.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const noRecordLost: Invariant = defineInvariant(
  'no-record-lost',
  'every acknowledged record is found',
  (execution) =>
    accountFor(execution)
      .records.flat()
      .filter(({ fate }) => fate === 'lost')
      .map((record) => `${nameOf(record)} was acknowledged, but it is in no file.`),
);
