import { maxSeed } from '../schedule/seed.js';
import { limitFactor } from '../limits.js';

/** How thoroughly a property searches. What is left open is set by the environment, or else by what is usual. */
export interface HoldsOptions {
  /** Executions for each scenario. `LOGTORTURE_BUDGET`; default: 12. */
  readonly executions?: number;
  /** Decides which schedules are drawn. Default: it follows from the scenario, so that the same one has the same schedules. */
  readonly seed?: number;
  /**
   * No execution of a scenario begins after so many milliseconds, and a counterexample is made smaller for as long at most.
   * `LOGTORTURE_TIMEOUT_MS`; default: none, and half of what is left of the test's own time.
   */
  readonly timeoutMs?: number;
  /** How many threads draw schedules at once. `LOGTORTURE_WORKERS`; default: 1. */
  readonly workers?: number;
  /** The folder that keeps counterexamples; false for none. `LOGTORTURE_KEEP`; default: `.logtorture`. */
  readonly keep?: string | false;
  /** The folder that gets a page of each counterexample. `LOGTORTURE_HTML`; default: none. */
  readonly html?: string;
}

export interface Settings {
  readonly executions: number;
  readonly seed?: number;
  readonly timeoutMs?: number;
  readonly workers: number;
  readonly keep: string | false;
  readonly html?: string;
}

const anHourMs = 3_600_000;
/** A number that the environment may set. */
export type SettingName = 'executions' | 'timeoutMs' | 'workers' | 'seed' | 'runs';

const ranges: Readonly<
  Record<SettingName, { readonly variable: string; readonly least: number; readonly most: number }>
> = {
  executions: { variable: 'LOGTORTURE_BUDGET', least: 1, most: 1_000_000 },
  timeoutMs: { variable: 'LOGTORTURE_TIMEOUT_MS', least: 1, most: 24 * anHourMs },
  workers: { variable: 'LOGTORTURE_WORKERS', least: 1, most: 64 },
  seed: { variable: 'LOGTORTURE_SEED', least: 0, most: maxSeed },
  runs: { variable: 'LOGTORTURE_RUNS', least: 1, most: 1_000_000 },
};

/** @throws {Error} one line that says which value is none in its range. */
export function settingsOf(options: HoldsOptions): Settings {
  const { seed, timeoutMs, keep, html = process.env['LOGTORTURE_HTML'] } = options;
  // Read so that they are refused where they are none; the seed decides what fast-check generates, see `runsFor`.
  fromEnvironment('seed');
  limitFactor();
  const limit = timeoutMs === undefined ? fromEnvironment('timeoutMs') : inRange('timeoutMs', timeoutMs);
  return {
    executions:
      options.executions === undefined
        ? (fromEnvironment('executions') ?? 12)
        : inRange('executions', options.executions),
    workers: options.workers === undefined ? (fromEnvironment('workers') ?? 1) : inRange('workers', options.workers),
    keep: keep ?? process.env['LOGTORTURE_KEEP'] ?? '.logtorture',
    ...(seed !== undefined && { seed: inRange('seed', seed) }),
    ...(limit !== undefined && { timeoutMs: limit }),
    ...(html !== undefined && html !== '' && { html }),
  };
}

/**
 * What the environment says of a number; nothing where it says nothing.
 * @throws {Error} one line, when it says something else than a whole number in its range.
 */
export function fromEnvironment(name: SettingName): number | undefined {
  const { variable } = ranges[name];
  const text = process.env[variable];
  if (text === undefined || text === '') return undefined;
  return within(variable, text, /^\d+$/.test(text) ? Number(text) : NaN, ranges[name]);
}

function inRange(name: SettingName, value: number): number {
  return within(name, String(value), value, ranges[name]);
}

function within(what: string, given: string, value: number, { least, most }: { least: number; most: number }): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const range = `${least.toLocaleString('en')} to ${most.toLocaleString('en')}`;
  throw new Error(`${what} must be a whole number from ${range}, but it is ${JSON.stringify(given)}.`);
}
