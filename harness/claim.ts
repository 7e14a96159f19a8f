/** What a log can be held to. An invariant, the property that asserts it and the guarantee bear the same name. */
export const claims = [
  'no-record-lost',
  'no-record-duplicated',
  'no-line-torn',
  'nothing-unexpected',
  'order-kept',
  'threshold-kept',
  'retention-kept',
  'no-error',
] as const;

export type Claim = (typeof claims)[number];
