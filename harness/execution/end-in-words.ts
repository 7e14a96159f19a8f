import type { ProcessReport } from './execution.js';

/** How a process ended, as the end of a sentence that begins with its name; nothing where it ended as asked. */
export function endInWords({ end }: ProcessReport): string | undefined {
  switch (end.kind) {
    case 'closed':
      return undefined;
    case 'exited':
      return end.exitCode === 0 ? undefined : `closed its log, then ended with ${statusOf(end)}`;
    case 'ended':
      if (end.exitCode === 0) return undefined;
      if (end.asked !== true) return `ended with ${statusOf(end)}`;
      return isEndBySignal(end) ? undefined : `ended with ${statusOf(end)} when it was asked to end by SIGTERM`;
    case 'died':
      return `ended with ${statusOf(end)} ${end.closed === true ? 'after' : 'before'} it had closed its log`;
    case 'hung':
      return `said nothing for ${end.silentMs / 1000} s and was killed; it was ${end.doing}`;
    case 'stopped':
      return `was stopped while it was ${end.doing}`;
    case 'garbled':
      return `${end.problem}, and was killed`;
  }
}

/** The exit status of a shell whose program was ended by SIGTERM, and of many programs that handle it. */
const asShellsTell = 143;

function isEndBySignal({ exitCode, signal }: Ended): boolean {
  return signal === 'SIGTERM' || exitCode === asShellsTell;
}

interface Ended {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

function statusOf({ exitCode, signal }: Ended): string {
  return signal ?? (exitCode === undefined ? 'no status' : `exit status ${exitCode}`);
}
