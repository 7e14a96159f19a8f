import { gateSupport } from './index.js';

let able: boolean | undefined;

/** Whether this machine can hold steps; `logtorture doctor` says why not, and what would help. */
export function canHoldSteps(): boolean {
  able ??= gateSupport().able;
  return able;
}
