/** A time, or a length of time, as the kernel has it (struct timespec). */
export interface Instant {
  readonly seconds: number;
  readonly nanoseconds: number;
}
