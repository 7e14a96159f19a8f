import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { programs } from '../gate/fixtures/fidelity/programs.js';
import { openFidelity } from '../gate/fixtures/fidelity/fidelity.js';
import { fromEnvironment } from '../property/settings.js';
import { runsOr } from './runs.js';

/**
 * Programs of system calls, run natively and under the gate, which must give the same: `LOGTORTURE_RUNS` says how many, and
 * `LOGTORTURE_SEED` which. One that does not is made smaller, and shown.
 */
export async function benchFidelity(): Promise<void> {
  const seed = fromEnvironment('seed') ?? 1;
  const fidelity = openFidelity('std');
  const agrees = fc.asyncProperty(programs, async (program) => {
    // A program blocks this thread, so it hears of signals here.
    await setImmediate();
    const difference = fidelity.differenceOf(program);
    if (difference !== undefined) throw new Error(difference);
  });
  const numRuns = runsOr(2000);
  const { failed, numRuns: done, counterexample, errorInstance } = await fc.check(agrees, { seed, numRuns });
  fidelity.close();
  const agreeing = failed ? done - 1 : done;
  const all = numRuns.toLocaleString('en');
  console.log(
    `${agreeing.toLocaleString('en')} of ${all} programs gave the same natively and under the gate, seed ${seed}`,
  );
  if (!failed) return;
  console.log('the next one did not:');
  for (const turn of counterexample?.[0] ?? []) console.log(`  ${JSON.stringify(turn)}`);
  console.log(errorInstance instanceof Error ? errorInstance.message : String(errorInstance));
  process.exitCode = 1;
}
