import type { Violation } from '../claims/invariant.js';
import type { GateEvent } from '../gate/index.js';
import type { AsIs } from '../scenario/as-is.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Frame } from '../stacks/frame.js';
import type { Schedule } from '../schedule/schedule.js';

/** A step that explains a violation: its place in the execution, counted from 1, and what it is in a few words. */
export interface ExplainingStep {
  readonly number: number;
  readonly process: number;
  /** Of a program as it is: which of the processes that this one has started. */
  readonly child?: number;
  readonly step: string;
  /** Whether it is what took the record away, not one of the two that clash. */
  readonly destroys?: boolean;
  /** Where its program stood, innermost first, where its runtime tells that. */
  readonly stack?: readonly Frame[];
}

/** What the gate saw of the execution that shows it; or, of one that was read from a file, the lines that it shows of it. */
export type Evidence =
  | { readonly kind: 'events'; readonly events: readonly GateEvent[] }
  | { readonly kind: 'lines'; readonly lines: readonly string[] };

/** The minimal scenario and schedule that break a claim, and what anybody needs to understand and to repeat it. Plain data. */
export interface Counterexample {
  readonly claim: string;
  readonly writer: string;
  /** The program, where it is no writer, but one as it is: its words are as they were given. */
  readonly program?: AsIs;
  /** What ran beside the writer's processes, whose numbers come after theirs, where these were started for the execution. */
  readonly beside?: readonly string[];
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  /** The steps are those that clash, in the order in which they took effect; none where a process fails all by itself. */
  readonly violation: Violation & { readonly steps: readonly ExplainingStep[] };
  /** Values of the scenario that do not matter: any other does as well. */
  readonly anyOther: readonly string[];
  /** One change away, and it holds. */
  readonly twin?: { readonly change: string; readonly scenario: Scenario; readonly schedule: Schedule };
  /** How often it came again in freshly started processes. */
  /** How the copies of a program as it is were started: `copied from its first step`. */
  readonly start?: string;
  readonly reproduced: { readonly broken: number; readonly times: number };
  /** What it was found with, for instance { logtorture: '0.1.0', node: 'v20.19.0' }. */
  readonly versions: Readonly<Record<string, string>>;
  /** There may be a smaller one: there was no time to look for it to the end. */
  readonly notShrunkToTheEnd?: true;
  readonly evidence: Evidence;
  /** What a person wrote beside it. */
  readonly notes?: string;
  /** Other keys of the file that it was read from: they are somebody's, so they are written down again. */
  readonly others?: Readonly<Record<string, unknown>>;
}
