import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { steadyMs } from '../limits.js';

// Ends the whole process at an instant of the steady clock, whatever its other threads are doing; the keeper beside it ends
// and removes what it leaves.
const says =
  'logtorture: the time is over, and this machine had too little left for logtorture to say what it has seen.';
const cannotTell = 3;

setTimeout(() => void end(), Math.max(0, Number(workerData) - steadyMs()));

async function end(): Promise<void> {
  writeSync(2, `${says}\n`);
  // Only now, since every other time it would be in vain; and no more of the gate than that, which takes its time to load.
  const { exitAtOnce } = await import('../gate/kernel/descent.js');
  exitAtOnce(cannotTell);
}
