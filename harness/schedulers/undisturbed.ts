import type { Scheduler } from './scheduler.js';

/** Lets each process go on until it ends or waits, lowest number first. */
export const undisturbed: Scheduler = { choose: () => ({ kind: 'rest' }) };
