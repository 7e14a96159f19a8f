import type { ProcessEnd } from '../execution/execution.js';
import type { Child, ChildExit } from './child.js';
import { whatItDoes } from './doing.js';
import { parseAnswer, type Answer, type Order } from './protocol.js';

export interface ConversationOptions {
  /** Whether its input is ended once it has closed the log, so that it exits. */
  readonly leaves?: boolean;
  /** Told of each answer to a record. */
  readonly onAnswer?: (answer: Exclude<Answer, { kind: 'closed' }>) => void;
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
  const { leaves = false, onAnswer, silenceMs } = options;
  const allowedMs = silenceMs + (order.pausesMs ?? []).reduce((total, ms) => total + ms, 0);
  const unanswered = new Set(order.records.keys());
  let closed = false;
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
  const onExit = ({ exitCode, signal }: ChildExit): void =>
    end({ kind: closed && leaves ? 'exited' : 'died', exitCode, signal });
  const onLine = (line: string): void => {
    silence?.refresh();
    const answer = closed ? undefined : parseAnswer(line);
    if (answer?.kind === 'closed' && unanswered.size === 0) {
      closed = true;
      if (leaves) child.endInput();
      else end({ kind: 'closed' });
    } else if (answer?.kind === 'closed')
      stop({ kind: 'garbled', line: `closed before ${unanswered.size} records were answered` });
    else if (answer !== undefined && unanswered.delete(answer.index)) onAnswer?.(answer);
    else stop({ kind: 'garbled', line: line.slice(0, 80) });
  };

  child.listen({ line: onLine, exit: onExit });
  const exit = child.exit();
  if (exit !== undefined) onExit(exit);

  return {
    async prepare() {
      listenForSilence();
      await child.write(JSON.stringify(order));
      clearTimeout(silence);
    },
    start() {
      listenForSilence();
      void child.write('\n');
    },
    ended,
  };
}
