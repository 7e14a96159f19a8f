import type { Claim } from '../../claims/index.js';

/** What holds of a logger that loses records even when it has its files to itself. */
export const soundAlone: readonly Claim[] = [
  'no-record-duplicated',
  'no-line-torn',
  'nothing-unexpected',
  'order-kept',
  'no-error',
];

/** What one expects of a logger that has its files to itself. */
export const losslessAlone: readonly Claim[] = ['no-record-lost', ...soundAlone];
