import { readFileSync } from 'node:fs';

/** The machine refused what an execution needs. That says nothing about a writer; the message is the one line that names it. */
export class MachineFault extends Error {}

interface Shortage {
  /** How errors and programs speak of it. */
  readonly told: RegExp;
  readonly inWords: () => string;
}

/**
 * A lock that is not to be had fails with EAGAIN, too, and so does a write to what is full just now: only of what makes processes
 * and threads does it say that there are too many.
 */
const notStarted =
  /(?:\b(?:v?fork|(?:posix_)?spawn|clone3?|\w*thread_create)\b|cannot be started\b).*(?:\bEAGAIN\b|Resource temporarily unavailable)|cannot fork\b|can't start new thread|unable to create (?:new )?native thread|thread_create\(/i;

/** Read before there may be no way to read it any more. */
const limits = readLimits();

function readLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return '';
  }
}

/** How many this process may have of something. */
function limitOf(what: string): string {
  return new RegExp(`^Max ${what}\\s+(\\w+)`, 'm').exec(limits)?.[1] ?? 'so many';
}

const shortages: readonly Shortage[] = [
  {
    told: /\b(?:ENOSPC|EDQUOT)\b|No space left on device|Disk quota exceeded/i,
    inWords: () =>
      'no room is left there: make some, or name another place (LOGTORTURE_DIRECTORY for executions, --keep for counterexamples)',
  },
  {
    told: /\b(?:EMFILE|ENFILE)\b|Too many open files/i,
    inWords: () =>
      `too many files are open, of which ${limitOf('open files')} are allowed (ulimit -n): allow more, unless the writer leaves them open`,
  },
  {
    told: notStarted,
    inWords: () =>
      `too many processes and threads are there, of which ${limitOf('processes')} are allowed (ulimit -u, or pids.max of the cgroup): allow more, or take fewer --workers`,
  },
  {
    told: /\bENOMEM\b|Cannot allocate memory/i,
    inWords: () => 'no memory is left: free some, or take fewer --workers',
  },
];

/** What the machine is short of by what was said, as a sentence's end that says what to do; nothing where it is short of nothing. */
export function shortageTold(said: string): string | undefined {
  return shortages.find(({ told }) => told.test(said))?.inWords();
}

/** Whatever this process could not have at once was a process or a thread: it takes no locks. */
const isNotStarted: ReadonlySet<string> = new Set(['EAGAIN', 'ERR_WORKER_INIT_FAILED']);

/** An error as the machine's, where it or what caused it was due to a shortage by its code. */
export function machineFaultOf(error: unknown): MachineFault | undefined {
  if (error instanceof MachineFault) return error;
  for (let each = error; each instanceof Error; each = each.cause) {
    const code = 'code' in each ? String(each.code) : '';
    const shortage = shortageTold(isNotStarted.has(code) ? 'spawn EAGAIN' : code);
    if (shortage !== undefined && error instanceof Error) return faultIn(error.message, shortage, error);
  }
  return undefined;
}

/** A program that could not go on may have said a lot. */
const mostCharacters = 400;

/** What failed and why, in one line. */
export function faultIn(failed: string, shortage: string, cause?: unknown): MachineFault {
  const line = failed
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .slice(0, mostCharacters);
  return new MachineFault(`The machine failed, not the writer: ${line.replace(/[.:]$/, '')}; ${shortage}.`, { cause });
}
