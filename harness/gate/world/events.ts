import type { Step } from './step.js';

/**
 * Text that a process printed, in order with the steps; the execution's directory stands in it as `.`. Of each stream
 * the first MiB is kept; `cut` says that here it ends.
 */
export interface Printed {
  readonly kind: 'printed';
  readonly process: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  readonly cut: boolean;
}

/** The clock moved. */
export interface Ticked {
  readonly kind: 'ticked';
  readonly byMs: number;
}

/** The calendar was set: by so much ahead of what it showed, for one member or for the whole machine. */
export interface ClockSet {
  readonly kind: 'clock-set';
  readonly byMs: number;
  readonly process?: number;
}

/** A member was killed from outside. */
export interface Killed {
  readonly kind: 'killed';
  readonly process: number;
}

/** A member was asked to end, by SIGTERM, since all that it was there for had ended. */
export interface Terminated {
  readonly kind: 'terminated';
  readonly process: number;
}

export type GateEvent = Step | Printed | Ticked | ClockSet | Killed | Terminated;
