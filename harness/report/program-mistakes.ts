import { accountFor } from '../execution/accounting.js';
import { endInWords } from '../execution/end-in-words.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { printedBy } from '../execution/printed.js';
import { whyIncomplete } from '../execution/why-incomplete.js';
import { cut } from './fold.js';

/** Why nothing could be judged of a program as it is, by one undisturbed execution: a sentence each; nothing where all is well. */
export function programMistakes(execution: Execution): string[] {
  const why = whyIncomplete(execution);
  if (why !== undefined) return [`the execution ended as ${execution.outcome.kind}, ${why}.${lastWords(execution)}`];
  if (accountFor(execution).records.flat().length > 0) return [];
  return [`${wroteNothing(execution)}${endings(execution)}${lastWords(execution)}`];
}

function wroteNothing({ asIs, elsewhere = [], ...execution }: Execution): string {
  const others = elsewhere.map(({ name }) => name);
  const where = `The log is {log} in its words, or LOGTORTURE_LOG in its environment; --file says what that is called (${asIs?.file ?? ''}), and --files which files are the log.`;
  if (others.length > 0) return `it wrote no line of a log: ${others.join(', ')} is not taken for one. ${where}`;
  const steps = traceOf(execution).some(({ call }) => call === 'write');
  const what = steps ? 'it appended no line to a file' : 'it wrote nothing';
  return `${what} below the directory that each execution has of its own, {dir}. ${where}`;
}

/** How processes ended that did not end as they should. */
function endings({ processes }: Execution): string {
  const ends = processes.flatMap((report) => {
    const end = endInWords(report);
    return end === undefined ? [] : [` p${report.process} ${end}.`];
  });
  return ends.join('');
}

/** The last line that a process printed on stderr. */
function lastWords({ processes }: Pick<Execution, 'processes'>): string {
  for (const report of processes) {
    const last = printedBy(report).stderr.findLast((line) => line.trim() !== '');
    if (last !== undefined) return ` On stderr p${report.process} printed ${JSON.stringify(cut(last.trim(), 200))}.`;
  }
  return '';
}
