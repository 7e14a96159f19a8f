import type { ViteUserConfig } from 'vitest/config';
import { newSeed } from './harness/schedule/seed.js';
import { changedWriters } from './harness/vitest/changed-writers.js';
import RecordedFirst from './harness/vitest/recorded-first.js';
import { lengthened } from './harness/limits.js';

// What is not given is drawn here, so that the process that prints it and the workers that use it have the same.
process.env['LOGTORTURE_SEED'] ??= String(newSeed());
// Test files run side by side already: more threads in each command that they run would only load the program once more.
process.env['LOGTORTURE_WORKERS'] ??= '1';

// A change of one writer concerns no other.
const changed = changedWriters(process.argv);
if (changed !== undefined) process.env['LOGTORTURE_WRITERS'] ??= changed.join();

const config: ViteUserConfig = {
  test: {
    include: ['harness/**/*.test.ts', 'properties/**/*.property.ts'],
    // Tests of a user's project, which run in that project.
    exclude: ['harness/outside/fixtures/**'],
    globalSetup: 'harness/vitest/global-setup.ts',
    setupFiles: 'harness/vitest/setup.ts',
    // Of some writers, few properties have anything to test; while it watches, it tests those that have changed.
    passWithNoTests: process.env['LOGTORTURE_WRITERS'] !== undefined || !process.argv.includes('run'),
    sequence: { sequencer: RecordedFirst },
    disableConsoleIntercept: true,
    // Golden texts hold no colours, whatever the terminal or the CI asks for.
    env: { FORCE_COLOR: '0' },
    // Test files share the warm processes of their worker.
    isolate: false,
    maxWorkers: 2,
    // Real processes, and many: a test is over when they have ended. What hangs is told by its own limit. A property has
    // 120 executions, which take a minute beside other work.
    testTimeout: lengthened(600_000),
    // What comes before tests may compile a logger, which takes half a minute beside other work.
    hookTimeout: lengthened(120_000),
  },
};
export default config;
