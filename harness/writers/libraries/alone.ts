import type { Claim } from '../../claims/index.js';

/** What holds of a logger that has its files to itself, but loses records even then. */
export const soundAlone: readonly Claim[] = [
  'no-record-duplicated',
  'no-line-torn',
  'nothing-unexpected',
  'order-kept',
  'no-error',
];

/** What anybody expects of one. */
export const losslessAlone: readonly Claim[] = ['no-record-lost', ...soundAlone];
