import { join } from 'node:path';
import { execa } from 'execa';
import which from 'which';
import { steadyMs } from '../limits.js';
import { bundledModule, packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { textTable } from '../report/table.js';
import { runsOr } from './runs.js';

const fixture = (name: string): string => join(packageRoot, 'harness', 'bench', 'fixtures', name);

/** Writers that are slow, or hang, or are broken in many ways at once; each as it is named to `check`. */
const writers: readonly (readonly string[])[] = [
  ['size'],
  ['time'],
  ['python-size'],
  ['streamroller'],
  ['-t', 'file', '--', 'bash', fixture('takes-byte-by-byte.sh')],
  ['-t', 'file', '--', 'java', fixture('Appends.java')],
  [fixture('hangs-while-it-loads.mjs')],
  [fixture('computes-at-the-third.mjs')],
  [fixture('floods.mjs')],
  [fixture('takes-a-second.mjs')],
];
const [leastSeconds, mostSeconds] = [1, 60];
/** So much longer than allowed is waited for an answer. */
const patience = 5;

/**
 * Whether `check` ends in time whatever it is asked for: budgets from a second to a minute, with one writer after the other. The
 * limit is 1.2 times what was asked, and three seconds. `LOGTORTURE_RUNS` says how many there are; usually 40.
 */
export async function benchBudgets(): Promise<void> {
  const there = [];
  for (const words of writers) if (await isThere(words)) there.push(words);
  const runs = runsOr(40);
  const rows: (string | number)[][] = [];
  let late = 0;
  for (let run = 0; run < runs; run++) {
    const words = there[run % there.length] ?? [];
    const seconds = budgetOf(run, runs);
    const limit = 1.2 * seconds + 3;
    const { taken, status } = await checked(words, seconds);
    if (taken > limit) late += 1;
    rows.push([nameOf(words), seconds, taken.toFixed(1), limit.toFixed(1), status, taken > limit ? 'late' : '']);
  }
  console.log(textTable(['writer', 'asked, s', 'taken, s', 'limit, s', 'exit status', ''], rows));
  console.log(`${runs - late} of ${runs} ended in time.`);
  if (late > 0) process.exitCode = 1;
}

/** More short ones than long ones, and each writer gets some of all. */
function budgetOf(run: number, runs: number): number {
  const part = run / Math.max(1, runs - 1);
  return Math.round(leastSeconds + (mostSeconds - leastSeconds) * part ** 2);
}

async function isThere(words: readonly string[]): Promise<boolean> {
  const command = words[words.indexOf('--') + 1] ?? '';
  return !words.includes('--') || (await which(command, { nothrow: true })) !== null;
}

async function checked(words: readonly string[], seconds: number): Promise<{ taken: number; status: number | string }> {
  const directory = newDirectory();
  try {
    const startMs = steadyMs();
    const options = ['--budget', `${seconds}s`, '--keep', join(directory.path, 'kept')];
    const { exitCode, signal } = await execa(
      process.execPath,
      [bundledModule('cli/logtorture.js'), 'check', ...options, ...words],
      { reject: false, timeout: (seconds * patience + 60) * 1000, forceKillAfterDelay: 5_000 },
    );
    return { taken: (steadyMs() - startMs) / 1000, status: exitCode ?? signal ?? 'none' };
  } finally {
    directory.remove();
  }
}

function nameOf(words: readonly string[]): string {
  return (words.at(-1) ?? '').replace(/^.*\//, '');
}
