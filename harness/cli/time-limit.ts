import { Worker } from 'node:worker_threads';
import { bundledModule } from '../package-root.js';
import type { Budget } from '../search/verdict.js';
import { lastOf, mostTimerMs, parseBudget, usualBudget } from './budget.js';

/**
 * Has this process end at the latest when a check with a budget in time must have, even where it does not come to end
 * itself: a thread of its own watches from the beginning on. Where others take nearly all of the machine's time, to load
 * the program alone may take longer than the budget.
 * @param startMs when this process was started, on the steady clock.
 */
export function keepTimeLimit(args: readonly string[], startMs: number): void {
  const budget = budgetIn(args, process.env['LOGTORTURE_BUDGET']);
  const lastMs = budget === undefined ? Infinity : lastOf({ startMs, budget });
  if (lastMs - startMs > mostTimerMs) return;
  const worker = new Worker(bundledModule('cli/worker.js'), { workerData: lastMs, execArgv: [] });
  // Where there is no room for one more thread, what is wrong with the machine is told by what needs it more.
  worker.on('error', () => undefined);
  worker.unref();
}

const option = '--budget';

/**
 * The budget that a check is given, before any of the program is loaded that will read its options.
 * @param instead what the environment gives where no option does.
 */
export function budgetIn([command, ...given]: readonly string[], instead?: string): Budget | undefined {
  if (command !== 'check') return undefined;
  const dashes = given.indexOf('--');
  const words = dashes === -1 ? given : given.slice(0, dashes);
  const texts = words.flatMap((word, index) => {
    if (word === option) return words.slice(index + 1, index + 2);
    return word.startsWith(`${option}=`) ? [word.slice(option.length + 1)] : [];
  });
  const text = texts.at(-1) ?? instead;
  try {
    return text === undefined ? usualBudget : parseBudget(text);
  } catch {
    // It is refused, in a line that says why.
    return undefined;
  }
}
