import type { Execution, ProcessReport } from '../execution/execution.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const noError: Invariant = defineInvariant('no-error', 'nothing thrown, nothing on stderr, exit 0', errors);

function* errors({ history, processes }: Execution): Iterable<string> {
  for (const event of history) {
    if (event.kind === 'fail') yield `p${event.process} refused its record ${event.sequence}: ${event.message}`;
  }
  for (const report of processes) {
    const end = endInWords(report);
    if (end !== undefined) yield `p${report.process} ${end}.`;
    if (report.stderr !== '') yield `p${report.process} printed on stderr: ${essenceOf(report.stderr)}`;
  }
}

/** The line that names the first error; the last line where none does, other than those that say where it was thrown. */
function essenceOf(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return (lines.find((line) => /^(?!\s).*(?:Error|Exception)\b.*: /.test(line)) ?? lines.at(-1) ?? '').trim();
}

/** How a process ended, as the end of a sentence that begins with its name; nothing where it ended as asked. */
export function endInWords({ end }: ProcessReport): string | undefined {
  switch (end.kind) {
    case 'closed':
      return undefined;
    case 'exited':
      return end.exitCode === 0 ? undefined : `closed its log, then ended with ${statusOf(end)}`;
    case 'died':
      return `ended with ${statusOf(end)} before it had closed its log`;
    case 'hung':
      return `said nothing for ${end.silentMs / 1000} s and was killed; it was ${end.doing}`;
    case 'stopped':
      return `was stopped while it was ${end.doing}`;
    case 'garbled':
      return `printed ${JSON.stringify(end.line)} on stdout, which is no answer of the command protocol, and was killed`;
  }
}

function statusOf({ exitCode, signal }: { exitCode: number | undefined; signal: string | undefined }): string {
  return signal ?? (exitCode === undefined ? 'no status' : `exit status ${exitCode}`);
}
