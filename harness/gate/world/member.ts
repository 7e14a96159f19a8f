/** A program to put under the gate. Its command is looked up on the PATH of `env`. */
export interface Member {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /**
   * It may be copied by a fork instead of started anew, while it waits for its first line, since it does not remember its own
   * number: starting Node takes 100 ms, and copying it 3. `alone`: if it is one thread then, without a timer, and without a socket, a
   * pipe or memory that it would share with its copies.
   */
  readonly copyable?: boolean | 'alone';
  /**
   * It is a program of its own, which knows nothing of executions: each has it anew, with nothing on its standard input but `input`. It
   * may be copied where it stands before its first step. Either all members of a session are such programs, or none.
   */
  readonly program?: true;
  /** It leaves its answers in its memory. */
  readonly answersInMemory?: true;
  /** What a program finds on its standard input, up to the end of it. */
  readonly input?: string;
}
