#!/usr/bin/env node
import { machineFaultOf } from '../machine-fault.js';
import { wantsStacks } from '../package-root.js';
import { steadyMs } from '../limits.js';
import type { Begun } from '../threads/begin.js';

process.setSourceMapsEnabled(wantsStacks());
const words = process.argv.slice(2);

try {
  // Loaded only here, since that takes tens of files, more than may be open at once on some machines.
  const first = words[0] === 'check' ? await beginCheck() : undefined;
  const { start } = await import('./start.js');
  await start(process.argv, first);
} catch (error) {
  const fault = machineFaultOf(error);
  if (fault === undefined) throw error;
  console.error(`logtorture: ${fault.message}`);
  process.exitCode = 3;
}

/** What is begun before the command itself is loaded. */
async function beginCheck(): Promise<Begun | undefined> {
  const { keepTimeLimit } = await import('./time-limit.js');
  keepTimeLimit(words, steadyMs() - performance.now());
  const { firstThread } = await import('./first-thread.js');
  return firstThread(words);
}
