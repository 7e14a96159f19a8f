import type { ViteUserConfig } from 'vitest/config';
import { newSeed } from './harness/schedule/seed.js';
import RecordedFirst from './harness/vitest/recorded-first.js';

// What is not given is drawn here, so that the process that prints it and the workers that use it have the same.
process.env['LOGTORTURE_SEED'] ??= String(newSeed());

const config: ViteUserConfig = {
  test: {
    include: ['harness/**/*.test.ts', 'properties/**/*.property.ts'],
    // Tests of a user's project, which run in that project.
    exclude: ['harness/outside/fixtures/**'],
    globalSetup: 'harness/vitest/global-setup.ts',
    setupFiles: 'harness/vitest/setup.ts',
    sequence: { sequencer: RecordedFirst },
    disableConsoleIntercept: true,
    // Golden texts hold no colours, whatever the terminal or the CI asks for.
    env: { FORCE_COLOR: '0' },
    // Test files share the warm processes of their worker.
    isolate: false,
    maxWorkers: 2,
    // Real processes, and many: a test is over when they have ended. What hangs is told by its own limit.
    testTimeout: 120_000,
  },
};
export default config;
