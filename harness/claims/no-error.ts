import { asksWhetherThere } from '../gate/index.js';
import { endInWords } from '../execution/end-in-words.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { defineInvariant, type Invariant, type Violation } from './invariant.js';

export const noError: Invariant<'no-error'> = defineInvariant({
  claim: 'no-error',
  holdsWhen: 'nothing thrown, nothing on stderr, exit 0',
  heading: 'error',
  // To come to no end is an error, too; but a process that could not be controlled may have made none.
  judgedWhen: ({ outcome }) => outcome.kind !== 'uncontrolled',
  check: errors,
});

function* errors(execution: Execution): Iterable<Violation> {
  const { history, processes } = execution;
  for (const event of history) {
    if (event.kind !== 'fail') continue;
    const { process, sequence, message } = event;
    const text = `p${process} refused its record ${sequence}: ${message}`;
    yield { message: text, record: { process, sequence }, process, ...failedStep(execution, process, message) };
  }
  for (const report of processes) {
    const { process, stderr } = report;
    const end = endInWords(report);
    if (end !== undefined) yield { message: `p${process} ${end}.`, process };
    if (stderr === '') continue;
    const essence = essenceOf(stderr);
    const message = `p${process} printed on stderr: ${essence}`;
    yield { message, process, ...failedStep(execution, process, essence) };
  }
}

/** The line that names the first error; the last line where none does, other than those that say where it was thrown. */
function essenceOf(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return (lines.find((line) => /^(?!\s).*(?:Error|Exception)\b.*: /.test(line)) ?? lines.at(-1) ?? '').trim();
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
