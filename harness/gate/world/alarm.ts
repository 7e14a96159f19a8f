import type { Process } from './process.js';

/**
 * A timer that sends a signal when its time has come: the one that each process has (setitimer, alarm), or one of those that it
 * has made (timer_create). In the kernel it is never armed.
 */
export interface Alarm {
  readonly process: Process;
  /** The number of one that the process has made. */
  readonly id: number | undefined;
  readonly atMs: number;
  /** 0 for one that goes off once. */
  readonly everyMs: number;
  readonly signal: number;
  /** What comes with the signal. */
  readonly value: bigint;
  /** The only thread that gets it; by default any thread of the process may. */
  readonly tid: number | undefined;
}
