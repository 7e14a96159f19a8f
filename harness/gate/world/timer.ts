import type { Process } from './process.js';

/**
 * A timer behind a descriptor (timerfd), armed. In the kernel it stands still until the clock reaches its time; then it
 * is set off there, so that a process that polls or reads it finds what the kernel gives. One that has gone off several
 * times unread says so once.
 */
export interface Timer {
  readonly process: Process;
  readonly descriptor: number;
  readonly atMs: number;
  /** 0 for a timer that goes off once. */
  readonly everyMs: number;
}
