/** A process of a member's tree: the member itself, or one that it or its children have forked. */
export interface Process {
  readonly pid: number;
  readonly pidfd: number;
  readonly parent: Process | undefined;
  /** Its place in the order of forks; 0 is the member itself. */
  readonly birth: number;
  umask: number;
  /** It has become another program, so its clock reads the real time until it is set. */
  fresh: boolean;
  clockCode: number | undefined;
  ended: boolean;
}
