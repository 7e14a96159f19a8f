/** A program to put under the gate. Its command is looked up on the PATH of `env`. */
export interface Member {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /**
   * It may be copied by a fork instead of started anew, while it waits for its first line: it has no regular file open
   * then, and does not remember its own number. Starting Node takes 100 ms, and copying it 3.
   */
  readonly copyable?: boolean;
}
