import type { Claim } from '../claims/index.js';
import { claimsOfPrograms, whyNotOfPrograms } from '../claims/of-programs.js';

const onKills: readonly Claim[] = ['survives-kill', 'not-stuck-after-kill'];

/**
 * What a program as it is is held to.
 * @throws {Error} one line about a claim that it can't be held to.
 */
export function claimsOfProgram(wanted: readonly string[] | undefined, kills: boolean): readonly string[] {
  for (const claim of wanted ?? []) {
    const why = whyNotOfPrograms(claim);
    if (why !== undefined) throw new Error(`${claim} can't be asked of a program as it is: ${why}.`);
  }
  return [...new Set([...(wanted ?? claimsOfPrograms), ...(kills ? onKills : [])])];
}
