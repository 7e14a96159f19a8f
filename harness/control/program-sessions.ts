import { newDirectory } from '../processes/directory.js';
import type { Scenario } from '../scenario/scenario.js';
import type { ControlOptions } from './controlled.js';
import { tellingMember } from './telling-member.js';
import { openProgramSession, type ProgramSession, type Staging } from './program-session.js';

/** For so many kinds of scenarios processes are kept, from which those of an execution are copied. */
const mostSessions = 4;

/** What there is of the programs of one control: a session for each kind of scenario, in one directory. */
export interface ProgramSessions {
  readonly sessionFor: (scenario: Scenario) => ProgramSession;
  /** Closes all sessions: what is copied from then on has never executed anything. */
  readonly renew: () => void;
  readonly endBy: (endMs: number) => void;
  readonly close: () => void;
}

interface Kinds {
  /** Scenarios with one key have the same processes at their start. */
  readonly keyOf: (scenario: Scenario) => string;
  readonly stage: (scenario: Scenario, directory: string) => Staging;
}

type Shared = Pick<ControlOptions, 'endMs' | 'processor' | 'copies' | 'stacks'> &
  Required<Pick<ControlOptions, 'limitMs' | 'profile'>>;

export function openProgramSessions({ keyOf, stage }: Kinds, options: Shared): ProgramSessions {
  const { profile, limitMs, processor, copies = true, stacks } = options;
  let { endMs = Infinity } = options;
  const directory = newDirectory();
  const sessions = new Map<string, ProgramSession>();
  const staged = (scenario: Scenario): Staging => {
    const usual = stage(scenario, directory.path);
    if (stacks === undefined) return usual;
    return { ...usual, members: usual.members.map((member) => tellingMember(member, stacks.folder)) };
  };
  const watched = (opened: ProgramSession): ProgramSession =>
    stacks === undefined ? opened : { ...opened, session: stacks.watched(opened.session) };
  const sessionFor = (scenario: Scenario): ProgramSession => {
    const key = keyOf(scenario);
    const known = sessions.get(key);
    sessions.delete(key);
    const shared = { granularity: profile, limitMs, endMs, copies, ...(processor !== undefined && { processor }) };
    const opened = known ?? watched(openProgramSession(staged(scenario), directory.path, shared));
    sessions.set(key, opened);
    const [oldest] = sessions;
    if (sessions.size > mostSessions && oldest !== undefined) {
      oldest[1].session.close();
      sessions.delete(oldest[0]);
    }
    opened.session.endBy(endMs);
    return opened;
  };
  const renew = (): void => {
    for (const { session } of sessions.values()) session.close();
    sessions.clear();
  };
  return {
    sessionFor,
    renew,
    endBy: (ms) => void (endMs = ms),
    close() {
      renew();
      directory.remove();
    },
  };
}
