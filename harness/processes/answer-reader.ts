import { counted } from '../words.js';
import { parseAnswer, type OrderAnswer } from './protocol.js';

/** What a line says of the order that it answers. `garbled` is a line that should not have come. */
export type ReadAnswer =
  | OrderAnswer
  /** What was wrong with it, as the end of a sentence that begins with the process. */
  | { readonly kind: 'garbled'; readonly problem: string };

/**
 * Reads the answers of one process to one order, line by line. Each of its records is answered once, in whatever order;
 * `closed` comes last, when all have been answered. Whatever else comes is garbled.
 * @param records how many records the order has.
 */
export function answerReader(records: number): (line: string) => ReadAnswer {
  const unanswered = new Set(Array.from({ length: records }).keys());
  let closed = false;
  return (line) => {
    if (closed) return garbled(`printed ${inBrief(line)} on stdout after it had said closed`);
    const answer = parseAnswer(line);
    if (answer === undefined)
      return garbled(`printed ${inBrief(line)} on stdout, which is no answer of the command protocol`);
    if (answer.kind === 'closed') {
      if (unanswered.size > 0) return garbled(`said closed before it had answered ${inWords(unanswered)}`);
      closed = true;
      return answer;
    }
    const { index } = answer;
    if (index >= records)
      return garbled(`answered record ${index}, but was given ${counted(records, 'record')}, counted from 0`);
    return unanswered.delete(index) ? answer : garbled(`answered record ${index} twice`);
  };
}

/** A line that should not have come. */
export function garbled(problem: string): ReadAnswer {
  return { kind: 'garbled', problem };
}

/** The beginning of a line, quoted. */
export function inBrief(line: string): string {
  return JSON.stringify(line.slice(0, 80));
}

function inWords(records: ReadonlySet<number>): string {
  const [first] = records;
  return records.size === 1 ? `record ${first}` : `record ${first} and ${records.size - 1} more`;
}
