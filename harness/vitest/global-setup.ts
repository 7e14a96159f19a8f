import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { builtInWriters } from '../writers/index.js';
import { sharedFolder } from '../search/remembered.js';
import { writersWrittenAfter } from './changed-writers.js';
import type { TestProject } from 'vitest/node';

/**
 * Compiles what child processes load, so that no test runs against a stale build, neither at first nor when something has
 * changed, and says what is about to run. Returns what removes, after all workers have ended, what they have left: a worker that
 * is killed can't tidy up.
 */
export default function setup(project: TestProject): () => void {
  let compiledAt = Date.now();
  compile();
  const asked = process.env[variable];
  sayWriters();
  project.onTestsRerun(async () => {
    const changed = asked ?? writersWrittenAfter(compiledAt)?.join();
    if (changed === undefined) delete process.env[variable];
    else process.env[variable] = changed;
    compiledAt = Date.now();
    compile();
    forgetSearches(searched);
    sayWriters();
  });
  const seed = process.env['LOGTORTURE_SEED'];
  console.log(`logtorture: seed ${seed}; LOGTORTURE_SEED=${seed} npm test generates the same scenarios again.`);
  const unavailable = builtInWriters().flatMap((writer) => (writer.unavailable === undefined ? [] : writer.name));
  if (unavailable.length > 0) {
    const names = unavailable.join(', ');
    console.log(`logtorture: unavailable here, so not tested: ${names}. npx logtorture list says what they need.`);
  }
  const directory = newDirectory();
  process.env['LOGTORTURE_DIRECTORY'] = directory.path;
  // As in the usual places, others may go through it.
  chmodSync(directory.path, 0o711);
  const searched = join(directory.path, sharedFolder);
  forgetSearches(searched);
  return directory.remove;
}

const variable = 'LOGTORTURE_WRITERS';

function sayWriters(): void {
  const writers = process.env[variable];
  if (writers !== undefined) console.log(`logtorture: of all writers, properties test only ${writers}.`);
}

/** Workers share what they have searched until something has changed: a writer may do so in any of the files that it loads. */
function forgetSearches(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
}

/** Takes a third of a second where nothing has changed, which a build tells by when files were written, and three where something has. */
function compile(): void {
  const options = { cwd: packageRoot, preferLocal: true, stdio: 'inherit', reject: false } as const;
  if (execaSync('tsc', ['--build'], options).exitCode !== 0)
    throw new Error('The harness does not compile, so there is nothing to test.');
  const [compiled, bundled] = ['dist/.tsbuildinfo', 'dist/bundled/cli/logtorture.js'].map(writtenAt);
  if (bundled === undefined || compiled === undefined || bundled < compiled)
    execaSync('npm', ['run', '--silent', 'bundle'], { cwd: packageRoot, stdio: 'inherit' });
}

/** When a file of the package was written, in milliseconds since 1970. */
function writtenAt(file: string): number | undefined {
  return statSync(join(packageRoot, file), { throwIfNoEntry: false })?.mtimeMs;
}
