import { canHoldSteps } from '../gate/can-hold-steps.js';
import type { AsIs } from './as-is.js';
import type { RecordContent } from './content.js';
import type { Rotation } from './rotation.js';
import type { Sizes } from './sizes.js';
import type { LogrotateMode, Scenario } from './scenario.js';

/** What a writer's scenarios depend on: how it can rotate, and what it takes. Any writer has it. */
export interface Rotating {
  readonly rotations: readonly Rotation['kind'][];
  /** What its records may hold beside printable ASCII; default: anything. */
  readonly takes?: readonly RecordContent[] | undefined;
  /** What scenarios are to keep to; default: anything. */
  readonly sizes?: Sizes | undefined;
  /** It is no writer, but a program as it is. */
  readonly asIs?: AsIs | undefined;
  /** As of `Program`. */
  readonly forks?: boolean | undefined;
}

/** What `scenarios` may be narrowed to. */
export interface ScenarioBounds {
  readonly processes?: { readonly min?: number; readonly max?: number };
  readonly records?: { readonly max?: number };
  readonly recordBytes?: { readonly max?: number };
  /** Whether rotation keeps every record (the default), or few backups, so that the oldest records go. */
  readonly backups?: 'ample' | 'few';
  /** Whether a file is full after one to three records, instead of up to twenty. */
  readonly rotates?: 'often' | 'any';
  /** The log is there before, with this mode. */
  readonly mode?: number;
  /** A program that is no writer rotates the log, in one of these ways, while it is not rotated otherwise. */
  readonly logrotate?: readonly LogrotateMode[];
  /** Whether processes are to run free: then many records give luck a chance. So they do where steps can't be held. */
  readonly free?: boolean;
}

export function isFree({ free = !canHoldSteps() }: ScenarioBounds): boolean {
  return free;
}

export function withMode(scenario: Scenario, { mode }: ScenarioBounds): Scenario {
  return mode === undefined ? scenario : { ...scenario, mode };
}
