import type { GateEvent } from '../gate/index.js';
import type { HistoryEvent } from '../execution/history.js';
import { answerReader } from '../processes/answer-reader.js';
import { recordsOf, type Scenario } from '../scenario/scenario.js';

/** What the processes said, in the order in which they said it. */
export interface Said {
  readonly answers: readonly HistoryEvent[];
  readonly closed: ReadonlySet<number>;
  /** The first line of a process's output that is no answer. */
  readonly garbled: ReadonlyMap<number, string>;
  readonly stderr: ReadonlyMap<number, string>;
}

export function readAnswers(scenario: Scenario, events: readonly GateEvent[]): Said {
  const answers: HistoryEvent[] = [];
  const closed = new Set<number>();
  const garbled = new Map<number, string>();
  const stderr = new Map<number, string>();
  const partial = new Map<number, string>();
  const readers = Array.from({ length: scenario.processes }, (_, process) =>
    answerReader(recordsOf(scenario, process)),
  );

  const read = (process: number, line: string): void => {
    const answer = readers[process]?.(line);
    switch (answer?.kind) {
      case undefined:
        return;
      case 'closed':
        closed.add(process);
        return;
      case 'garbled':
        if (!garbled.has(process)) garbled.set(process, answer.line);
        return;
      case 'ok':
      case 'fail': {
        const { index: sequence, ...rest } = answer;
        answers.push({ process, sequence, ...rest });
      }
    }
  };

  for (const event of events) {
    if (event.kind !== 'printed') continue;
    const { process, stream, text } = event;
    if (stream === 'stderr') stderr.set(process, (stderr.get(process) ?? '') + text);
    else {
      const lines = ((partial.get(process) ?? '') + text).split('\n');
      partial.set(process, lines.pop() ?? '');
      for (const line of lines) read(process, line);
    }
  }
  return { answers, closed, garbled, stderr };
}
