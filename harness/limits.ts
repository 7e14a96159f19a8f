const variable = 'LOGTORTURE_LIMIT';
const most = 1000;

/**
 * How many times as long as usual everything is given before it counts as hung: set by `--limit` or the environment, for a
 * machine that is slow, or emulated. The threads of this process have it too.
 * @throws {Error} one line, when the environment gives something else.
 */
export function limitFactor(): number {
  const text = process.env[variable];
  return text === undefined || text === '' ? 1 : parseFactor(text, variable);
}

/** Sets the factor for this process, and for the threads that it starts from now on. */
export function setLimitFactor(factor: number): void {
  process.env[variable] = String(factor);
}

/** @param what is given as the factor, for people. */
export function parseFactor(text: string, what: string): number {
  const factor = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (factor >= 1 && factor <= most) return factor;
  throw new Error(
    `${what} must be a number from 1 to ${most.toLocaleString('en')}, but it is ${JSON.stringify(text)}.`,
  );
}

/** A limit that is usually so many milliseconds. All limits of real time go through this. */
export function lengthened(usualMs: number): number {
  return Math.ceil(usualMs * limitFactor());
}

/**
 * Milliseconds on a clock that nobody sets. All threads of this process read the same one, so that one can tell another by
 * when something must have ended.
 */
export function steadyMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** That something took longer than there was time for it. It says nothing about the writer. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** What `run` gives; or that there was no time for it, where that is thrown. */
export function unlessOutOfTime<T>(run: () => T): T | OutOfTime {
  try {
    return run();
  } catch (error) {
    if (error instanceof OutOfTime) return error;
    throw error;
  }
}
