import type { Printed } from '../gate/index.js';
import type { HistoryEvent } from '../history.js';
import { parseAnswer } from '../processes/protocol.js';
import { recordsOf, type Scenario } from '../scenario.js';

/** What the processes said in the order in which they said it. */
export interface Said {
  readonly answers: readonly HistoryEvent[];
  readonly closed: ReadonlySet<number>;
  /** The first line of a process that is no answer. */
  readonly garbled: ReadonlyMap<number, string>;
  readonly stderr: ReadonlyMap<number, string>;
}

export function readAnswers(scenario: Scenario, printed: readonly Printed[]): Said {
  const answers: HistoryEvent[] = [];
  const closed = new Set<number>();
  const garbled = new Map<number, string>();
  const stderr = new Map<number, string>();
  const partial = new Map<number, string>();
  const answered = new Set<string>();

  const read = (process: number, line: string): void => {
    const answer = parseAnswer(line);
    if (answer?.kind === 'closed') closed.add(process);
    else if (
      answer === undefined ||
      answer.index >= recordsOf(scenario, process) ||
      answered.has(`${process} ${answer.index}`)
    ) {
      if (!garbled.has(process)) garbled.set(process, line.slice(0, 80));
    } else {
      const { index: sequence, ...rest } = answer;
      answered.add(`${process} ${sequence}`);
      answers.push({ process, sequence, ...rest });
    }
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
