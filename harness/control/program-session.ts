import { openSession, type Course, type Session, type SessionOptions } from '../gate/index.js';
import type { Parts } from './program-members.js';

/** What executions of programs are made of. */
export interface Staging {
  readonly members: SessionOptions['members'];
  readonly parts: Parts;
  /** Makes the directory as an execution finds it. */
  readonly prepare: () => void;
}

/** The processes of a program, for scenarios of one kind, in a directory that is emptied before each execution. */
export interface ProgramSession extends Pick<Staging, 'parts' | 'prepare'> {
  readonly session: Session;
  readonly directory: string;
  readonly course: Course;
}

export type Shared = Pick<SessionOptions, 'granularity' | 'limitMs' | 'endMs' | 'processor' | 'copies'>;

/** Starts what a scenario wants, as far as to the first step on the log. */
export function openProgramSession(
  { members, parts, prepare }: Staging,
  directory: string,
  shared: Shared,
): ProgramSession {
  prepare();
  const session = openSession({ ...shared, members, directory });
  try {
    return {
      session,
      directory,
      parts,
      prepare,
      course: courseOf(parts, servicesAmong(session, parts, { directory, prepare })),
    };
  } catch (error) {
    session.close();
    throw error;
  }
}

/** What is there for others is there before they begin; it is asked to end when all others have ended. */
function courseOf({ copies, beside, drivers }: Parts, services: readonly number[]): Course {
  const isDriven = drivers.length > 0;
  const passing = beside.filter((process) => !services.includes(process));
  return {
    first: isDriven ? [...services, ...copies] : services,
    until: [...(isDriven ? drivers : copies), ...passing],
  };
}

const mostActions = 2000;
/** So often in a row is time given to what sleeps before it is taken for something that never ends by itself. */
const mostSleeps = 20;

/** What of the programs beside does not end by itself: each is run alone, as far as it goes. */
function servicesAmong(
  session: Session,
  { beside }: Parts,
  { directory, prepare }: Pick<ProgramSession, 'directory' | 'prepare'>,
): readonly number[] {
  if (beside.length === 0) return [];
  return beside.filter((process) => {
    prepare();
    session.begin({ directory, lines: [] });
    const ends = endsAlone(session, process);
    session.events();
    session.end();
    return !ends;
  });
}

function endsAlone(session: Session, process: number): boolean {
  for (let actions = 0, sleeps = 0; actions < mostActions && sleeps < mostSleeps; actions++) {
    const state = session.states()[process];
    if (state?.state === 'ended') return true;
    if (state?.state === 'ready' && state.steps[0] !== undefined) session.release(state.steps[0]);
    else if (state?.state === 'sleeping') {
      session.tick(state.untilMs);
      sleeps += 1;
    } else return false;
  }
  return false;
}
