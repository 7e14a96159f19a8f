import type { ProcessReport } from './execution.js';

/** How a process ended, as the end of a sentence that begins with its name; nothing where it ended as asked. */
export function endInWords({ end }: ProcessReport): string | undefined {
  switch (end.kind) {
    case 'closed':
      return undefined;
    case 'exited':
      return end.exitCode === 0 ? undefined : `closed its log, then ended with ${statusOf(end)}`;
    case 'ended':
      return end.exitCode === 0 || end.asked === true ? undefined : `ended with ${statusOf(end)}`;
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

function statusOf({ exitCode, signal }: { exitCode: number | undefined; signal: string | undefined }): string {
  return signal ?? (exitCode === undefined ? 'no status' : `exit status ${exitCode}`);
}
