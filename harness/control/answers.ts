import type { Printed } from '../gate/index.js';
import type { HistoryEvent } from '../execution/history.js';
import { parseAnswer } from '../processes/protocol.js';
import { recordsOf, type Scenario } from '../scenario/scenario.js';

/** What the processes said in the order in which they said it. */
export interface Said {
  readonly answers: readonly HistoryEvent[];
  readonly closed: ReadonlySet<number>;
  /** What of a process's output, first, is no answer. */
  readonly garbled: ReadonlyMap<number, string>;
  readonly stderr: ReadonlyMap<number, string>;
}

export function readAnswers(scenario: Scenario, printed: readonly Printed[]): Said {
  const answers: HistoryEvent[] = [];
  const closed = new Set<number>();
  const garbled = new Map<number, string>();
  const stderr = new Map<number, string>();
  const partial = new Map<number, string>();
  const answered = new Map<number, Set<number>>();

  const read = (process: number, line: string): void => {
    const answer = closed.has(process) ? undefined : parseAnswer(line);
    const unanswered = recordsOf(scenario, process) - (answered.get(process)?.size ?? 0);
    if (answer?.kind === 'closed' && unanswered === 0) closed.add(process);
    else if (answer?.kind === 'closed') garble(process, `closed before ${unanswered} records were answered`);
    else if (answer === undefined || !isFirst(process, answer.index)) garble(process, line.slice(0, 80));
    else {
      const { index: sequence, ...rest } = answer;
      answers.push({ process, sequence, ...rest });
    }
  };
  const garble = (process: number, line: string): void => {
    if (!garbled.has(process)) garbled.set(process, line);
  };
  /** Whether it is the first answer to a record that the process has. */
  const isFirst = (process: number, sequence: number): boolean => {
    const own = answered.get(process) ?? new Set();
    answered.set(process, own);
    if (own.has(sequence) || sequence >= recordsOf(scenario, process)) return false;
    own.add(sequence);
    return true;
  };

  for (const { process, stream, text } of printed) {
    if (stream === 'stderr') stderr.set(process, (stderr.get(process) ?? '') + text);
    else {
      const lines = ((partial.get(process) ?? '') + text).split('\n');
      partial.set(process, lines.pop() ?? '');
      for (const line of lines) read(process, line);
    }
  }
  return { answers, closed, garbled, stderr };
}
