import type { ClaimTerms } from '../claims/invariant.js';
import type { LogrotateMode, Scenario } from '../scenario/scenario.js';
import type { FaultKind } from '../schedule/fault.js';
import type { Rotation } from '../scenario/rotation.js';

/**
 * What scenarios and schedules are like, since not every claim can be judged by all of them: whether backups can keep
 * every record, which faults happen, whether the log has a mode that was asked for, and whether another program rotates it.
 */
export interface Condition {
  readonly backups: 'ample' | 'few';
  readonly faults: readonly FaultKind[];
  readonly mode?: number;
  readonly logrotate?: LogrotateMode;
}

/** Readable by its owner alone. */
const privateMode = 0o600;

/** The conditions under which a claim can be judged. */
function conditionsOf({ needs, faults }: Pick<ClaimTerms, 'needs' | 'faults'>): readonly Condition[] {
  const mode = needs.mode === true ? { mode: privateMode } : {};
  // What another program rotates is not rotated by the writer, so there are no backups of its own.
  const logrotates = needs.logrotate?.map((logrotate) => ({ logrotate }));
  const backups = needs.backups ?? (logrotates === undefined ? undefined : 'ample');
  return (backups === undefined ? (['ample', 'few'] as const) : [backups]).flatMap((each) =>
    (logrotates ?? [{}]).map((logrotate) => ({ backups: each, faults, ...mode, ...logrotate })),
  );
}

/** The conditions of several claims, each once, in the order of the claims. */
export function conditionsOfAll(claims: readonly Pick<ClaimTerms, 'needs' | 'faults'>[]): readonly Condition[] {
  const found = new Map(claims.flatMap(conditionsOf).map((condition) => [keyOf(condition), condition]));
  return [...found.values()];
}

/** Also where the condition is another claim's, and this one is judged alongside. */
export function isJudgedUnder(condition: Condition, claim: Pick<ClaimTerms, 'needs' | 'faults'>): boolean {
  const { backups, faults } = condition;
  const asked = claim.needs.alongside === true ? { backups, faults } : condition;
  return conditionsOf(claim).some((each) => keyOf(each) === keyOf(asked));
}

function keyOf({ backups, faults, mode, logrotate }: Condition): string {
  return JSON.stringify([backups, faults, mode, logrotate]);
}

/** What a scenario has under a condition beside its processes, records and rotation. */
export function extrasOf({ mode, logrotate }: Condition): Pick<Scenario, 'mode' | 'logrotate'> {
  return { ...(mode !== undefined && { mode }), ...(logrotate !== undefined && { logrotate }) };
}

/** The kinds of rotation with which a condition makes sense: few backups need one, and two rotators are one too many. */
export function kindsUnder(
  { backups, logrotate }: Condition,
  rotations: readonly Rotation['kind'][],
): readonly Rotation['kind'][] {
  return rotations.filter((kind) =>
    logrotate === undefined ? backups === 'ample' || kind !== 'none' : kind === 'none',
  );
}
