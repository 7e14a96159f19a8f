#!/usr/bin/env node
import { machineFaultOf } from '../machine-fault.js';
import { wantsStacks } from '../package-root.js';
import { steadyMs } from '../limits.js';
import { keepTimeLimit } from './time-limit.js';

process.setSourceMapsEnabled(wantsStacks());
keepTimeLimit(process.argv.slice(2), steadyMs() - performance.now());

try {
  // Loaded only here, since that takes tens of files, more than may be open at once on some machines.
  const { firstThread } = await import('./first-thread.js');
  const first = firstThread(process.argv.slice(2));
  const { start } = await import('./start.js');
  await start(process.argv, first);
} catch (error) {
  const fault = machineFaultOf(error);
  if (fault === undefined) throw error;
  console.error(`logtorture: ${fault.message}`);
  process.exitCode = 3;
}
