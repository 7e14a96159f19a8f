import type { Claim } from '../claims/claim.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Schedule } from '../schedule/schedule.js';

/** A step that explains a violation: its place in the execution, counted from 1, and what it is in a few words. */
export interface TellingStep {
  readonly number: number;
  readonly process: number;
  readonly step: string;
  /** Whether it is what took the record away, not one of the two that clash. */
  readonly destroys?: boolean;
}

/** The minimal scenario and schedule that break a claim, and what anybody needs to understand and to repeat it. Plain JSON. */
export interface Counterexample {
  readonly claim: Claim;
  readonly writer: string;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  /** The steps are those that clash, in the order in which they took effect; none where a process fails all by itself. */
  readonly violation: { readonly message: string; readonly steps: readonly TellingStep[] };
  /** Values of the scenario that do not matter: any other does as well. */
  readonly anyOther: readonly string[];
  /** One change away, and it holds. */
  readonly twin?: { readonly change: string; readonly scenario: Scenario; readonly schedule: Schedule };
  /** How often it came again in freshly started processes: `3/3`. */
  readonly reproduced: string;
  /** What it was found with, for instance { logtorture: '0.1.0', node: 'v20.19.0' }. */
  readonly versions: Readonly<Record<string, string>>;
  /** The execution as it is printed, line by line. */
  readonly interleaving: readonly string[];
  /** What somebody wrote beside it. */
  readonly notes?: string;
}
