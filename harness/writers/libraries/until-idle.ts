import { setTimeout as pause } from 'node:timers/promises';

/** Longer than Node's pool packs what a stream has handed it: of that, unlike of calls on files, Node does not tell. */
const lookEveryMs = 5;

/**
 * Resolves when nothing that this process has begun with files is under way, no connection through TCP is open any more, and
 * nothing followed from it: for loggers that go on behind their user's back and don't say when they have done.
 */
export async function untilIdle(): Promise<void> {
  for (let idle = 0; idle < 2; idle = isBusy() ? 0 : idle + 1) await pause(lookEveryMs);
}

function isBusy(): boolean {
  const busy = (kind: string): boolean => kind.startsWith('FSReq') || kind === 'Immediate' || kind === 'TCPSocketWrap';
  return process.getActiveResourcesInfo().some(busy);
}
