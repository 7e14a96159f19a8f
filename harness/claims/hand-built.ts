import type { Execution, Outcome, ProcessReport } from '../execution/execution.js';
import type { GateEvent } from '../gate/index.js';
import type { HistoryEvent } from '../execution/history.js';
import type { LogFile } from '../execution/log-files.js';
import type { RecordContent } from '../scenario/content.js';
import { recordText } from '../scenario/record.js';
import { recordsOf, type Scenario } from '../scenario/scenario.js';
import { latin1Of } from '../scenario/written-form.js';

type Id = readonly [process: number, sequence: number];

/** An execution as a test states it. What it leaves out was as asked. */
export interface HandBuilt {
  /** From the oldest to the live one, each by its lines, whose ends are added, or by its very text. */
  readonly files: Readonly<Record<string, readonly string[] | Omit<LogFile, 'name'>>>;
  /** The records that were acknowledged; default: all of them. What is not answered is unknown. */
  readonly acknowledged?: readonly Id[];
  readonly refused?: readonly (readonly [...Id, message: string])[];
  /** Two processes of two records each, of 40 bytes, never rotated, where it does not say otherwise. */
  readonly scenario?: Partial<Scenario>;
  /** Those that ended in another way than asked, or printed something. */
  readonly processes?: readonly ProcessReport[];
  readonly outcome?: Outcome;
  /** What the gate saw: nothing, where it does not say otherwise. */
  readonly events?: readonly GateEvent[];
  readonly milliseconds?: number;
}

/** For tests: an execution that nobody ran, from what its files hold and what its callers were answered. */
export function handBuilt(stated: HandBuilt): Execution {
  const scenario: Scenario = {
    processes: 2,
    records: 2,
    recordBytes: [40],
    rotation: { kind: 'none' },
    ...stated.scenario,
  };
  const processes = Array.from({ length: scenario.processes }, (_, process) => process);
  return {
    writer: 'hand-built',
    scenario,
    history: historyOf(scenario, stated),
    events: stated.events ?? [],
    files: Object.entries(stated.files).map(([name, content]) =>
      'text' in content ? { name, ...content } : { name, text: content.map((text) => `${text}\n`).join('') },
    ),
    processes: processes.map(
      (process) =>
        stated.processes?.find((report) => report.process === process) ?? {
          process,
          end: { kind: 'closed' },
          stderr: '',
        },
    ),
    outcome: stated.outcome ?? { kind: 'completed' },
    milliseconds: stated.milliseconds ?? 0,
  };
}

/** The bytes of a record that is no plain ASCII, one character each, as they stand in a file that has them as they were given. */
export function unusual(content: RecordContent, process: number, sequence: number): string {
  return latin1Of(recordText({ process, sequence }, 40, content));
}

/** The text of a record, as the writer of a hand-built execution was asked to append it. */
export function line(process: number, sequence: number, bytes = 40): string {
  return recordText({ process, sequence }, bytes);
}

function historyOf(scenario: Scenario, { acknowledged, refused = [] }: HandBuilt): HistoryEvent[] {
  const invoked = Array.from({ length: scenario.processes }, (_, process) =>
    Array.from({ length: recordsOf(scenario, process) }, (__, sequence) => ({ process, sequence })),
  ).flat();
  return [
    ...invoked.map((id): HistoryEvent => ({ ...id, kind: 'invoke' })),
    ...invoked.map((id): HistoryEvent => {
      const is = ([process, sequence]: readonly [number, number, ...unknown[]]): boolean =>
        process === id.process && sequence === id.sequence;
      const [, , message] = refused.find(is) ?? [];
      if (message !== undefined) return { ...id, kind: 'fail', message };
      return { ...id, kind: acknowledged === undefined || acknowledged.some(is) ? 'ok' : 'info' };
    }),
  ];
}
