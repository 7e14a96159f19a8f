import { accountFor } from '../execution/accounting.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { endInWords } from '../execution/end-in-words.js';
import { processName } from '../execution/names.js';
import { hasFlag } from '../gate/index.js';
import { counted } from '../words.js';
import { wrapped } from './wrap.js';

/** What one execution of a program as it is has shown of it: what its log is, who wrote lines, and how it was started. */
export function triedInWords(execution: Execution): string {
  const { writer, files, processes, start } = execution;
  const log = files.map(({ name }) => name);
  const others = otherFiles(execution, new Set(log));
  const badEnds = processes.flatMap((report) => {
    const end = endInWords(report);
    return end === undefined ? [] : [`p${report.process} ${end}`];
  });
  return [
    `${writer} can be checked as it is: it took ${counted(traceOf(execution).length, 'step')}.`,
    wrapped('log       ', log.length === 0 ? 'no file of it is left' : log.join(', ')),
    ...(others.length === 0 ? [] : [wrapped('besides   ', `${others.join(', ')}: not taken for the log`)]),
    wrapped('lines     ', linesInWords(execution)),
    ...(start === undefined ? [] : [wrapped('start     ', start)]),
    ...(badEnds.length === 0 ? [] : [wrapped('ends      ', badEnds.join('; '))]),
  ].join('\n');
}

/** Who wrote how many: `p0.1 wrote 3, p0.2 wrote 1`. */
function linesInWords(execution: Execution): string {
  const lines = new Map<string, number>();
  for (const record of accountFor(execution).records.flat())
    lines.set(processName(record), (lines.get(processName(record)) ?? 0) + 1);
  return [...lines].map(([name, count]) => `${name} wrote ${count.toLocaleString('en')}`).join(', ');
}

/** What was made in the directory, is still there, and is no part of the log. */
function otherFiles(execution: Execution, log: ReadonlySet<string>): readonly string[] {
  const there = new Set<string>();
  for (const { call, path = '', to, flags, result } of traceOf(execution)) {
    if ('error' in result) continue;
    if (call === 'rename' || call === 'unlink') there.delete(path);
    if ((call === 'rename' || call === 'link') && to !== undefined) there.add(to);
    if (call === 'bind' || hasFlag(flags, 'O_CREAT')) there.add(path);
  }
  return [...there].filter((name) => name !== '' && !name.startsWith('/') && !log.has(name)).toSorted();
}
