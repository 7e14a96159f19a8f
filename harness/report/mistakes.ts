import { accountFor } from '../execution/accounting.js';
import { traceOf } from '../execution/events.js';
import type { Execution, ProcessReport } from '../execution/execution.js';
import { endInWords } from '../execution/end-in-words.js';
import { isStackFrame, printedBy } from '../execution/printed.js';
import { lastStepInWords } from '../execution/step-in-words.js';
import { whyIncomplete } from '../execution/why-incomplete.js';
import { counted } from '../words.js';
import { cut } from './fold.js';

/** What a writer did in one undisturbed execution that none may do, a sentence each; whether records are lost is not its subject. */
export function mistakesIn(execution: Execution): string[] {
  const why = whyIncomplete(execution);
  if (why !== undefined) return [`The execution ended as ${execution.outcome.kind}, ${why}.${lastWords(execution)}`];
  const died = execution.processes.flatMap((report) => deathOf(report, execution));
  return died.length > 0 ? died : [...refusals(execution), ...wroteElsewhere(execution)];
}

function deathOf(report: ProcessReport, execution: Execution): string[] {
  const { process } = report;
  const end = endInWords(report);
  if (end === undefined) return [];
  const answered = execution.history.filter((event) => event.process === process && isAnswer(event.kind)).length;
  const last = lastStepInWords(execution.events, process);
  return [`p${process} ${end}, after ${counted(answered, 'answer')}; ${last}.${lastWords({ processes: [report] })}`];
}

function isAnswer(kind: Execution['history'][number]['kind']): boolean {
  return kind === 'ok' || kind === 'fail';
}

/** The last line that a process printed, on stderr rather than on standard output, where one did. */
function lastWords({ processes }: Pick<Execution, 'processes'>): string {
  for (const stream of ['stderr', 'stdout'] as const) {
    for (const report of processes) {
      const last = printedBy(report)[stream].findLast((line) => line.trim() !== '' && !isStackFrame(line));
      if (last !== undefined)
        return ` On ${stream} p${report.process} printed ${JSON.stringify(cut(last.trim(), 200))}.`;
    }
  }
  return '';
}

function refusals({ history }: Execution): string[] {
  const refused = history.filter((event) => event.kind === 'fail');
  const [first] = refused;
  if (first === undefined) return [];
  const { process, sequence, message } = first;
  const more = refused.length === 1 ? '' : `, and ${counted(refused.length - 1, 'other record')}`;
  return [`p${process} refused record ${sequence}, although nothing had failed: ${JSON.stringify(message)}${more}.`];
}

/** Records that were acknowledged, and that no file of the directory holds whole. */
function wroteElsewhere(execution: Execution): string[] {
  const { records } = accountFor(execution);
  if (!execution.history.some(({ kind }) => kind === 'ok')) return [];
  if (records.flat().some(({ fate }) => fate !== 'lost')) return [];
  const steps = traceOf(execution).length;
  const where = steps === 0 && execution.events.length > 0 ? 'no step was taken there' : 'no file there holds one';
  return [
    `All records were acknowledged, but none was written as it was given into the directory of the file that the order names: ${where}.`,
  ];
}
