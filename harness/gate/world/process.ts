/** A process of a member's tree: the member itself, or one that it or its children have forked. */
export interface Process {
  readonly pid: number;
  /** What it goes by: where that is not `pid`, the number of what it is a copy of, which it may have kept. */
  readonly number: number;
  readonly pidfd: number;
  readonly parent: Process | undefined;
  /** Its place in the order of forks; 0 is the member itself. */
  readonly birth: number;
  /** Which of its member's children it is, counted from 1 in the order in which they first held a step; nothing of others. */
  child: number | undefined;
  umask: number;
  /** It, or what it was forked from, has chosen the processors that it runs on. */
  choosesProcessors: boolean;
  /** It has become another program, so its clock reads the real time until it is set. */
  fresh: boolean;
  /** It, or what it was forked from, has made a descriptor of signals. */
  readsSignals: boolean;
  clockCode: number | undefined;
  /** It was seen to compute for long, so it reads the clock by calls: it may wait for that to move. */
  readsByCall: boolean;
  ended: boolean;
}
