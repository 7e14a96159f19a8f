import { setTimeout as pause } from 'node:timers/promises';

/** Longer than zlib takes for one chunk: Node does not report its work as an active resource, as it does calls on files. */
const lookEveryMs = 5;

/**
 * Resolves when this process has no call on files under way and no TCP connection open, and still has none a little later:
 * for loggers that go on in the background and don't say when they are done.
 */
export async function untilIdle(): Promise<void> {
  for (let idle = 0; idle < 2; idle = isBusy() ? 0 : idle + 1) await pause(lookEveryMs);
}

function isBusy(): boolean {
  const busy = (kind: string): boolean => kind.startsWith('FSReq') || kind === 'Immediate' || kind === 'TCPSocketWrap';
  return process.getActiveResourcesInfo().some(busy);
}
