import type { GateEvent } from '../gate/index.js';
import type { HistoryEvent } from '../execution/history.js';
import { answerReader, type ReadAnswer } from '../processes/answer-reader.js';
import { recordsOf, type Scenario } from '../scenario/scenario.js';

/** What should not have been said: what was wrong with it, and how many events came before it. */
export interface Garbled {
  readonly problem: string;
  readonly at: number;
}

/** What the processes said, in the order in which they said it. */
export interface Said {
  readonly answers: readonly HistoryEvent[];
  readonly closed: ReadonlySet<number>;
  /** What a process first said that the protocol does not allow. */
  readonly garbled: ReadonlyMap<number, Garbled>;
  readonly stderr: ReadonlyMap<number, string>;
}

/** @param readerOf reads the lines of one process that was given so many records; default: as the command protocol has them. */
export function readAnswers(
  scenario: Scenario,
  events: readonly GateEvent[],
  readerOf: (records: number) => (line: string) => ReadAnswer = answerReader,
): Said {
  const answers: HistoryEvent[] = [];
  const closed = new Set<number>();
  const garbled = new Map<number, Garbled>();
  const stderr = new Map<number, string>();
  const partial = new Map<number, string>();
  const readers = Array.from({ length: scenario.processes }, (_, process) => readerOf(recordsOf(scenario, process)));

  const read = (process: number, line: string, at: number): void => {
    const answer = readers[process]?.(line);
    switch (answer?.kind) {
      case undefined:
        return;
      case 'closed':
        closed.add(process);
        return;
      case 'garbled':
        if (!garbled.has(process)) garbled.set(process, { problem: answer.problem, at });
        return;
      case 'ok':
      case 'fail': {
        const { index: sequence, ...rest } = answer;
        answers.push({ process, sequence, ...rest });
      }
    }
  };

  for (const [at, event] of events.entries()) {
    if (event.kind !== 'printed') continue;
    const { process, stream, text } = event;
    if (stream === 'stderr') stderr.set(process, (stderr.get(process) ?? '') + text);
    else {
      const lines = ((partial.get(process) ?? '') + text).split('\n');
      partial.set(process, lines.pop() ?? '');
      for (const line of lines) read(process, line, at);
    }
  }
  return { answers, closed, garbled, stderr };
}
