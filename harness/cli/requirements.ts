import { gateSupport } from '../gate/index.js';
import { newDirectory } from '../processes/directory.js';

/** @throws {Error} one line that says why this machine can't hold steps, and what would help. */
export function assertStepsCanBeHeld(): void {
  const support = gateSupport();
  if (!support.able) throw new Error(`Steps can't be held here: ${support.reason}; ${support.remedy}.`);
}

/** @throws {Error} one line that says why no working directory can be made, and what would help. */
export function assertDirectoriesCanBeMade(): void {
  newDirectory().remove();
}
