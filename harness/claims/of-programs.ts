import { claimsWithoutFaults, type Claim } from './index.js';

const logrotate = "run logrotate itself beside it, as in --with 'logrotate -s {dir}/state app.conf'";

/** What a program as it is can't be held to, since nobody has told it anything, and why. */
const unasked: Readonly<Partial<Record<Claim, string>>> = {
  'threshold-kept': 'nobody knows at what size it is to rotate',
  'retention-kept': 'nobody knows how many files it is to keep; --keeps says it, and no-record-lost is judged by that',
  'mode-kept': 'nobody knows which mode its log is to have',
  'survives-logrotate': logrotate,
  'survives-copytruncate': logrotate,
};

/** What any program as it is can be held to while nothing fails. */
export const claimsOfPrograms: readonly Claim[] = claimsWithoutFaults.filter((claim) => unasked[claim] === undefined);

/** Why a program as it is can't be held to a claim, as the end of a sentence; nothing where it can. */
export function whyNotOfPrograms(claim: string): string | undefined {
  return Object.entries(unasked).find(([name]) => name === claim)?.[1];
}
