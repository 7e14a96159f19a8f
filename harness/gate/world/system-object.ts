/** Semaphores, a queue or memory of System V, which nobody has to have open, and which stays until it is removed. */
export interface SystemObject {
  readonly kind: 'semaphore' | 'message queue' | 'memory';
  /** The number by which the system knows it. */
  readonly id: number;
  /** Whether the member that has made it has ended. */
  readonly isLeft: () => boolean;
}
