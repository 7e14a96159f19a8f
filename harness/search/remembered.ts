import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Invariant } from '../claims/invariant.js';
import { stampOf } from '../gate/index.js';
import type { Scenario } from '../scenario/scenario.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { Reach } from './reach.js';
import type { Failing } from './task.js';

/** All that the result of a search depends on. */
export interface Asked {
  readonly writer: WriterProgram;
  readonly scenario: Scenario;
  readonly invariant: Invariant;
  /** Decides which schedules are drawn. */
  readonly seed: number;
  readonly executions: number;
  /** No execution begins after so long. */
  readonly timeoutMs?: number;
}

/** What became of all claims that the executions of one search were held to. Plain data. */
export interface Result {
  /** By claim. */
  readonly reaches: Readonly<Record<string, Reach>>;
  readonly failures: readonly Failing[];
}

interface Remembered {
  readonly claims: readonly string[];
  readonly result: Promise<Result>;
}

/**
 * Where processes that run side by side have this folder in the directory that they are given, they tell each other there what they have
 * searched. Whoever makes it removes it.
 */
export const sharedFolder = 'searched';

/** Some kilobytes each; a property that comes back to what is older searches it again. */
const mostKept = 2000;
const kept = new Map<string, Remembered>();

/**
 * What was searched already, or is just now, in this process or in one that shares its folder, and judged by the claim: the same writer,
 * whose module has not been written to since, scenario, kinds of faults, seed and limits.
 */
export function recalled(asked: Asked): Promise<Result> | undefined {
  const key = keyOf(asked);
  const known = kept.get(key) ?? toldBy(key);
  return known?.claims.includes(asked.invariant.claim) === true ? known.result : undefined;
}

/**
 * Remembers what a search that has begun finds for some claims. One that can't be carried out is forgotten again; and only of one
 * that has broken no claim are other processes told: whoever is to show a failure looks for it himself.
 */
export function remember(asked: Asked, claims: readonly string[], result: Promise<Result>): void {
  const key = keyOf(asked);
  kept.delete(key);
  kept.set(key, { claims, result });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  result.then(
    (found) => tell(key, found),
    () => kept.delete(key),
  );
}

function keyOf({ writer, scenario, invariant, seed, executions, timeoutMs }: Asked): string {
  const written = writer.command.map(stampOf);
  const all = [writer, written, scenario, invariant.faults, seed, executions, timeoutMs];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

function fileOf(key: string): string | undefined {
  const given = process.env['LOGTORTURE_DIRECTORY'];
  if (given === undefined || given === '') return undefined;
  const folder = join(given, sharedFolder);
  return existsSync(folder) ? join(folder, `${key}.json`) : undefined;
}

function toldBy(key: string): Remembered | undefined {
  const file = fileOf(key);
  if (file === undefined || !existsSync(file)) return undefined;
  const reaches: Result['reaches'] = JSON.parse(readFileSync(file, 'utf8'));
  return { claims: Object.keys(reaches), result: Promise.resolve({ reaches, failures: [] }) };
}

/** Renamed once it is whole, since others read it meanwhile. */
function tell(key: string, { reaches, failures }: Result): void {
  const file = fileOf(key);
  if (file === undefined || failures.length > 0) return;
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(reaches));
  renameSync(unfinished, file);
}
