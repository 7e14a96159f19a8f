import { parseAnswer, type OrderAnswer } from './protocol.js';

/** What a line says of the order that it answers. `garbled` is a line that is no answer, in brief. */
export type ReadAnswer = OrderAnswer | { readonly kind: 'garbled'; readonly line: string };

/**
 * Reads the answers of one process to one order, line by line. Each of its records is answered once, in whatever order;
 * `closed` comes last, when all have been answered. Whatever else comes is garbled.
 * @param records how many records the order has.
 */
export function answerReader(records: number): (line: string) => ReadAnswer {
  const unanswered = new Set(Array.from({ length: records }).keys());
  let closed = false;
  return (line) => {
    const answer = closed ? undefined : parseAnswer(line);
    if (answer?.kind === 'closed') {
      if (unanswered.size > 0)
        return { kind: 'garbled', line: `closed before ${unanswered.size} records were answered` };
      closed = true;
      return answer;
    }
    if (answer === undefined || !unanswered.delete(answer.index)) return { kind: 'garbled', line: line.slice(0, 80) };
    return answer;
  };
}
