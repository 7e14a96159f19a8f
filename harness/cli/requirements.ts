import { gateSupport } from '../gate/index.js';
import { placeFor } from '../processes/place.js';
import { newDirectory } from '../processes/directory.js';

/** @throws {Error} one line that says why this machine can't hold steps, and what would help. */
export function assertStepsCanBeHeld(): void {
  const support = gateSupport();
  if (!support.able) throw new Error(`Steps can't be held here: ${support.reason}; ${support.remedy}.`);
}

/**
 * Takes the place where executions write, and says so on standard error where it is not the usual one.
 * @param bytes how much room they need; default: as much as a search.
 * @throws {Error} one line that says why no working directory can be made, and what would help.
 */
export function assertDirectoriesCanBeMade(bytes?: number): void {
  const { instead } = placeFor(bytes);
  if (instead !== undefined) console.error(`logtorture: ${instead}`);
  newDirectory().remove();
}
