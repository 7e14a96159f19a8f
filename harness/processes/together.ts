import type { ProcessEnd } from '../execution/execution.js';
import type { HistoryEvent } from '../execution/history.js';
import { leavesEarly, type Scenario } from '../scenario/scenario.js';
import type { Child } from './child.js';
import { converse, type Conversation } from './conversation.js';
import { orderOf } from './order.js';

interface Asked {
  /** Whether processes find their records as lines on their standard input. */
  readonly lines: boolean;
  readonly scenario: Scenario;
  readonly directory: string;
  /** How long a process may say nothing before it counts as hung. */
  readonly silenceMs: number;
  /** Told of each answer to a record, as they come. */
  readonly onAnswer: (answer: HistoryEvent) => void;
}

/** Gives every process its order, starts those that start together, then the late ones; returns how each ended. */
export async function carryOutTogether(
  children: readonly Child[],
  { lines, scenario, directory, silenceMs, onAnswer }: Asked,
): Promise<ProcessEnd[]> {
  const late = lateStarters(children.length);
  const conversations = children.map((child, process) =>
    converse(child, orderOf(scenario, process, directory), {
      lines,
      silenceMs,
      leaves: leavesEarly(scenario, process),
      onAnswer({ index: sequence, ...answer }) {
        onAnswer({ process, sequence, ...answer });
        late.noteAnswer();
      },
    }),
  );
  await Promise.all(conversations.map((conversation) => conversation.prepare()));

  for (const [process, conversation] of conversations.entries()) {
    const start = scenario.lateStarts?.find((each) => each.process === process);
    if (start === undefined) conversation.start();
    else late.add(conversation, start.afterRecords);
  }
  late.startDue();
  return Promise.all(
    conversations.map(async ({ ended }) => {
      const end = await ended;
      late.noteEnd();
      return end;
    }),
  );
}

/** Starts each late process once so many records have been answered, or when all others have ended. */
interface LateStarters {
  readonly add: (conversation: Conversation, afterRecords: number) => void;
  readonly startDue: () => void;
  readonly noteAnswer: () => void;
  readonly noteEnd: () => void;
}

function lateStarters(processes: number): LateStarters {
  const waiting = new Map<Conversation, number>();
  let answered = 0;
  let ended = 0;
  const startDue = (): void => {
    const othersEnded = ended + waiting.size >= processes;
    for (const [conversation, afterRecords] of waiting) {
      if (answered < afterRecords && !othersEnded) continue;
      waiting.delete(conversation);
      conversation.start();
    }
  };
  return {
    add: (conversation, afterRecords) => void waiting.set(conversation, afterRecords),
    startDue,
    noteAnswer() {
      answered += 1;
      startDue();
    },
    noteEnd() {
      ended += 1;
      startDue();
    },
  };
}
