import { execaSync, type SyncResult } from 'execa';
import { lengthened } from '../limits.js';

interface Options {
  readonly reject: false;
  readonly stdin: 'ignore';
  readonly timeout: number;
}

const usualLimitMs = 10_000;

/** What a program answers to its arguments, without any input. Whether it `failed` is for the caller to look at. */
export function askProgram(command: string, args: readonly string[]): SyncResult<Options> {
  return execaSync<Options>(command, args, { reject: false, stdin: 'ignore', timeout: lengthened(usualLimitMs) });
}
