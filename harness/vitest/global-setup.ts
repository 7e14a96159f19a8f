import { execaSync } from 'execa';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { builtInWriters } from '../writers/index.js';

/**
 * Compiles what child processes load, so that no test runs against a stale build, and says what is about to run. Returns
 * what removes, after all workers have ended, what they have left: a worker that is killed can't tidy up.
 */
export default function setup(): () => void {
  const { exitCode } = execaSync('tsc', { cwd: packageRoot, preferLocal: true, stdio: 'inherit', reject: false });
  if (exitCode !== 0) throw new Error('The harness does not compile, so there is nothing to test.');
  const seed = process.env['LOGTORTURE_SEED'];
  console.log(`logtorture: seed ${seed}; LOGTORTURE_SEED=${seed} npm test generates the same scenarios again.`);
  for (const { name, unavailable } of builtInWriters()) {
    if (unavailable !== undefined) console.log(`logtorture: ${name} is unavailable here: ${unavailable}`);
  }
  const directory = newDirectory();
  process.env['LOGTORTURE_DIRECTORY'] = directory.path;
  return directory.remove;
}
