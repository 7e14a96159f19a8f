import { availableParallelism } from 'node:os';
import { invariantNamed } from '../claims/index.js';
import type { ClaimTerms } from '../claims/invariant.js';
import { interruptedInWords, isInterrupted } from '../processes/ending/interruption.js';
import { newCampaign, work } from './campaign.js';
import { newClaimTracker } from './claim-tracker.js';
import type { SearchRequest } from './request.js';
import { openSearchThreads } from './threads.js';
import type { SearchResult } from './verdict.js';

/**
 * Looks for the smallest counterexample of each claim, until all are broken or the budget is used up. Whatever the number
 * of threads and whichever is faster, what counts is the first failure in the order in which tasks are planned.
 * @throws {Error} when the writer's processes can't be started, or there is no such claim.
 */
export async function search(request: SearchRequest): Promise<SearchResult> {
  const { writer, seed } = request;
  const claims = request.claims.map(termsOf);
  const nothingKnown = (reason: string): SearchResult => {
    const tracker = newClaimTracker({ ...request, claims });
    tracker.giveUp(reason);
    return { writer: writer.name, seed, claims: tracker.verdicts() };
  };
  // A verdict that does not come again is none.
  if (writer.varies !== undefined)
    return nothingKnown(`one schedule does not always give one execution of it: ${writer.varies}`);
  try {
    const threads = request.threads ?? (await openSearchThreads(request.workers ?? availableParallelism()));
    try {
      const campaign = newCampaign(request, claims);
      await Promise.all(threads.map((thread) => work(campaign, thread)));
      return { writer: writer.name, seed, claims: campaign.tracker.verdicts() };
    } finally {
      if (request.threads === undefined) await Promise.all(threads.map(({ close }) => close()));
    }
  } catch (error) {
    if (!isInterrupted()) throw error;
    // It was told to end before it began.
    return nothingKnown(interruptedInWords);
  }
}

function termsOf(claim: string): ClaimTerms {
  const invariant = invariantNamed(claim);
  if (invariant === undefined) throw new Error(`There is no claim ${claim} to search for.`);
  return invariant;
}
