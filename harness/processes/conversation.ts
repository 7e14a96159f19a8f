import type { ProcessEnd } from '../execution/execution.js';
import { answerReader } from './answer-reader.js';
import { lineReader } from './line-reader.js';
import type { Child, ChildExit } from './child.js';
import { whatItDoes } from './process-state.js';
import type { Order, RecordAnswer } from './protocol.js';

export interface ConversationOptions {
  /** Whether its input is ended once it has closed the log, so that it exits. */
  readonly leaves?: boolean;
  /** Told of each answer to a record. */
  readonly onAnswer?: (answer: RecordAnswer) => void;
  /** Whether it finds its records as lines on its standard input, and was told all else when it was started. */
  readonly lines?: boolean;
  /** How long a process may say nothing, beyond the pauses it was asked to make, before it counts as hung. */
  readonly silenceMs: number;
}

/** One order to one process, from handing it over to the process's end of it. */
export interface Conversation {
  /** Hands over all of the order but its last character; resolves when that has left this process. */
  readonly prepare: () => Promise<void>;
  /** Hands over the last character: the starting gun. */
  readonly start: () => void;
  readonly ended: Promise<ProcessEnd>;
}

export function converse(child: Child, order: Order, options: ConversationOptions): Conversation {
  const { leaves = false, lines = false, onAnswer, silenceMs } = options;
  const allowedMs = silenceMs + (order.pausesMs ?? []).reduce((total, ms) => total + ms, 0);
  const read = lines ? lineReader(order.records.length) : answerReader(order.records.length);
  const text = lines ? order.records.join('\n') : JSON.stringify(order);
  let closed = false;
  let answered = 0;
  let over = false;
  let silence: NodeJS.Timeout | undefined;
  let resolveEnded: (end: ProcessEnd) => void;
  const ended = new Promise<ProcessEnd>((resolve) => (resolveEnded = resolve));

  const end = (how: ProcessEnd): void => {
    over = true;
    clearTimeout(silence);
    resolveEnded(how);
  };
  const stop = (how: ProcessEnd): void => {
    end(how);
    child.kill();
  };
  const listenForSilence = (): void => {
    if (over) return;
    silence = setTimeout(() => stop({ kind: 'hung', silentMs: allowedMs, doing: whatItDoes(child.pid) }), allowedMs);
  };
  const onExit = ({ exitCode, signal }: ChildExit): void => {
    if (lines && exitCode === 0) {
      // Its exit status answers for those that it has said nothing about.
      for (; answered < order.records.length; answered++) onAnswer?.({ kind: 'ok', index: answered });
      end({ kind: 'exited', exitCode, signal });
    } else end({ kind: closed && leaves ? 'exited' : 'died', exitCode, signal });
  };
  const onLine = (line: string): void => {
    silence?.refresh();
    const answer = read(line);
    switch (answer.kind) {
      case 'garbled':
        return stop(answer);
      case 'closed':
        closed = true;
        return leaves ? child.endInput() : end(answer);
      case 'ok':
      case 'fail':
        answered += 1;
        return onAnswer?.(answer);
    }
  };

  child.listen({ line: onLine, exit: onExit });
  const exit = child.exit();
  if (exit !== undefined) onExit(exit);

  return {
    async prepare() {
      listenForSilence();
      await child.write(text);
      clearTimeout(silence);
    },
    start() {
      listenForSilence();
      if (!lines || text !== '') void child.write('\n');
      if (lines) child.endInput();
    },
    ended,
  };
}
