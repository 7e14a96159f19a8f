import { execaSync, type SyncResult } from 'execa';

const options = { reject: false, stdin: 'ignore', timeout: 10_000 } as const;

/** What a program answers to its arguments, without any input. Whether it `failed` is for the caller to look at. */
export function askProgram(command: string, args: readonly string[]): SyncResult<typeof options> {
  return execaSync(command, args, options);
}
