/** Semaphores, a queue or memory that nobody has to have open, and that stays until it is removed. */
export type SystemObject = {
  readonly kind: ObjectKind;
  /** Whether the member that has made it has ended. */
  readonly isLeft: () => boolean;
} & (
  | {
      /** System V's: by which number programs find it, and by which the system knows it. */
      readonly key: number;
      readonly id: number;
    }
  | {
      /** POSIX's: where it really is. */
      readonly path: string;
    }
);

export type ObjectKind = 'semaphore' | 'message queue' | 'memory';
