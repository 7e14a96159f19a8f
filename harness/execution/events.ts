import type { GateEvent, Step } from '../gate/index.js';

/** What the gate saw of an execution. */
interface Observed {
  readonly events: readonly GateEvent[];
}

/** The clock moved on. */
export interface ClockMove {
  /** The number of the step that follows, counted from 1; after the last step, one more than there are steps. */
  readonly before: number;
  readonly byMs: number;
}

/** The clock of a process, or of the whole machine, was set. */
export interface ClockSetting {
  /** As in ClockMove. */
  readonly before: number;
  readonly byMs: number;
  readonly process?: number;
}

/** A process was killed from outside. */
export interface ProcessKill {
  /** As in ClockMove. */
  readonly before: number;
  readonly process: number;
}

/** The steps in the order in which they took effect. */
export function traceOf({ events }: Observed): readonly Step[] {
  return events.filter((event) => event.kind === 'step');
}

/** Where the clock moved, by a schedule's tick or because no process could go on before. */
export function clockMovesOf(execution: Observed): ClockMove[] {
  return placed(execution).flatMap(({ before, event }) =>
    event.kind === 'ticked' ? [{ before, byMs: event.byMs }] : [],
  );
}

/** Where a clock was set by the schedule. */
export function clockSettingsOf(execution: Observed): ClockSetting[] {
  return placed(execution).flatMap(({ before, event }) => {
    if (event.kind !== 'clock-set') return [];
    const { byMs, process } = event;
    return [{ before, byMs, ...(process !== undefined && { process }) }];
  });
}

/** Which processes were killed by the schedule, and where. */
export function killsOf(execution: Observed): ProcessKill[] {
  return placed(execution).flatMap(({ before, event }) =>
    event.kind === 'killed' ? [{ before, process: event.process }] : [],
  );
}

/** What happened beside the steps, each with the number of the step that follows. */
function placed({ events }: Observed): { readonly before: number; readonly event: Exclude<GateEvent, Step> }[] {
  let before = 1;
  return events.flatMap((event) => {
    if (event.kind !== 'step') return [{ before, event }];
    before += 1;
    return [];
  });
}
