import { asksWhetherThere } from '../gate/index.js';
import { endInWords } from '../execution/end-in-words.js';
import { traceOf } from '../execution/events.js';
import type { Execution, ProcessReport } from '../execution/execution.js';
import { isCertainlyStackFrame, isOfErrorLevel, isStackFrame, printedBy, tellsError } from '../execution/printed.js';
import { defineInvariant, type Invariant, type Violation } from './invariant.js';

export const noError: Invariant<'no-error'> = defineInvariant({
  claim: 'no-error',
  holdsWhen: 'nothing thrown, nothing on stderr (of a service, no error), no error on stdout, exit 0',
  heading: 'error',
  // To come to no end is an error, too; but a process that could not be controlled may have made none.
  judgedWhen: ({ outcome }) => outcome.kind !== 'uncontrolled',
  check: errors,
});

function* errors(execution: Execution): Iterable<Violation> {
  const { history, processes, scenario } = execution;
  // Not every writer takes records that are no plain ASCII, and to say so is no error.
  const mayRefuse = scenario.content !== undefined;
  const refusing = new Set(history.flatMap(({ kind, process }) => (mayRefuse && kind === 'fail' ? [process] : [])));
  for (const event of history) {
    if (event.kind !== 'fail' || mayRefuse) continue;
    const { process, sequence, message } = event;
    const text = `p${process} refused its record ${sequence}: ${message}`;
    yield { message: text, record: { process, sequence }, process, ...failedStep(execution, process, message) };
  }
  for (const report of processes) {
    const { process } = report;
    const end = endInWords(report);
    if (end !== undefined) yield { message: `p${process} ${end}.`, process };
    if (refusing.has(process)) continue;
    const { stderr, stdout } = printedBy(report);
    const told = { stderr: isService(report) ? failureAmong(stderr) : essenceOf(stderr), stdout: errorAmong(stdout) };
    for (const stream of ['stderr', 'stdout'] as const) {
      const said = told[stream];
      if (said === undefined) continue;
      const message = `p${process} printed on ${stream}: ${said}`;
      yield { message, process, ...failedStep(execution, process, said) };
    }
  }
}

/** What does not end by itself tells what it does on stderr, where it has no log of its own. */
function isService({ end }: ProcessReport): boolean {
  return end.kind === 'ended' && end.asked === true;
}

/** The first line of a service's that tells an error, or is of a level for errors. */
function failureAmong(lines: readonly string[]): string | undefined {
  return errorAmong(lines) ?? lines.find(isOfErrorLevel)?.trim();
}

/** The line that names the first error; the last line where none does, other than those that say where it was thrown. */
function essenceOf(lines: readonly string[]): string | undefined {
  if (lines.length === 0) return undefined;
  const said = lines.filter((line) => line.trim() !== '' && !isStackFrame(line));
  return (said.find((line) => /^(?!\s).*(?:Error|Exception)\b.*: /.test(line)) ?? said.at(-1) ?? '').trim();
}

/** The first line that tells an error, or is followed by where one was thrown: whatever else a module prints there is none. */
function errorAmong(lines: readonly string[]): string | undefined {
  return lines
    .find((line, index) => tellsError(line) || (!isStackFrame(line) && isCertainlyStackFrame(lines[index + 1] ?? '')))
    ?.trim();
}

/** The last step of a process that failed on a file which it names in what it says of an error. */
function failedStep(execution: Execution, teller: number, said: string): Pick<Violation, 'step'> {
  const index = traceOf(execution).findLastIndex(
    ({ process, call, path, result, imposed }) =>
      process === teller &&
      'error' in result &&
      imposed !== true &&
      !asksWhetherThere({ call }) &&
      said.includes(`/${path}`),
  );
  return index === -1 ? {} : { step: index + 1 };
}
