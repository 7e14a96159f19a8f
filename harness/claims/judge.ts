import { errorMessage } from '../words.js';
import type { Execution } from '../execution/execution.js';
import type { Scenario } from '../scenario/scenario.js';
import type { FaultKind } from '../schedule/fault.js';
import { faultsIn, type FaultFamily } from '../execution/faults.js';
import type { ClaimTerms, Invariant, Violation } from './invariant.js';

/**
 * How an execution breaks a claim: none where the claim holds, undefined where the execution can't judge it.
 * @throws {Error} when a check or its condition throws: that is a fault of the invariant, not a verdict.
 */
export function judge(invariant: Invariant, execution: Execution): readonly Violation[] | undefined {
  if (whyUnfit(invariant, execution.scenario) !== undefined || !isAbout(invariant, execution)) return undefined;
  // Nobody knows which records stand in a file that can't be unpacked.
  if (execution.files.some(({ packedWith }) => packedWith !== undefined)) return undefined;
  try {
    return invariant.judgedWhen(execution) ? invariant.check(execution).map(assertViolation) : undefined;
  } catch (cause) {
    throw new Error(`The check of ${invariant.claim} has thrown, so it says nothing: ${errorMessage(cause)}`, {
      cause,
    });
  }
}

/** Types alone do not keep a check that is written in JavaScript from giving something else. */
function assertViolation(violation: Violation): Violation {
  if (typeof violation?.message === 'string') return violation;
  throw new Error(`it gave ${JSON.stringify(violation)} as a violation, which must be an object with a message.`);
}

/** Why a scenario can't judge a claim, as the end of a sentence; nothing where it can. */
export function whyUnfit({ needs }: Pick<ClaimTerms, 'needs'>, scenario: Scenario): string | undefined {
  const { mode, logrotate } = scenario;
  if (needs.mode === true && mode === undefined) return 'the scenario asks for no mode';
  const onItsOwn = needs.alongside !== true;
  if (onItsOwn && needs.mode !== true && mode !== undefined) return 'the scenario asks for a mode';
  if (onItsOwn && needs.logrotate === undefined && logrotate !== undefined) return 'somebody else rotates the log';
  if (needs.logrotate !== undefined && (logrotate === undefined || !needs.logrotate.includes(logrotate)))
    return `nobody else rotates the log by ${needs.logrotate.join(' or ')}`;
  if (needs.backups === 'ample' && !hasAmpleBackups(scenario)) return 'backups are too few to keep every record';
  if (needs.backups === 'few' && scenario.rotation.kind === 'none') return 'the log is not rotated';
  if (needs.backups === 'few' && hasAmpleBackups(scenario)) return 'backups can keep every record, so none has to go';
  return undefined;
}

/** Whether no record has to go: the log is not rotated, or each record may fill a backup of its own. */
function hasAmpleBackups({ rotation, processes, records }: Scenario): boolean {
  return rotation.kind === 'none' || rotation.backups >= processes * records;
}

/** Whether an execution's faults are those that a claim speaks of: for most claims none. */
function isAbout({ faults }: ClaimTerms, execution: Execution): boolean {
  const happened = faultsIn(execution);
  const wanted = new Set(faults.map((kind) => families[kind]));
  if (wanted.size === 0) return happened.size === 0;
  // A kill may break off a write, which then falls short.
  const allowed = new Set(wanted.has('kill') ? [...wanted, 'error'] : wanted);
  return [...wanted].some((family) => happened.has(family)) && [...happened].every((family) => allowed.has(family));
}

const families: Readonly<Record<FaultKind, FaultFamily>> = {
  kill: 'kill',
  error: 'error',
  'short-write': 'error',
  'no-space': 'error',
  clock: 'clock',
};

/** Whether a claim says anything of a writer: one that never rotates has no backups to keep. */
export function isQuestionFor({ needs }: Pick<ClaimTerms, 'needs'>, rotations: readonly string[]): boolean {
  return needs.backups !== 'few' || rotations.some((kind) => kind !== 'none');
}
