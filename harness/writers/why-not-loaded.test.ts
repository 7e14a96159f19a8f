import { expect, test } from 'vitest';
import { whyNotLoaded } from './why-not-loaded.js';

const ended = { stderr: '', exitCode: 1, timedOut: false };

test.each([
  [
    'threw',
    { ...ended, stderr: 'file.mjs:1\nx()\n^\n\nReferenceError: x is not defined\n    at file.mjs:1\n\nNode.js v20\n' },
    'ReferenceError: x is not defined',
  ],
  [
    'is none',
    { ...ended, stderr: 'Error: It is not one, but\n  name: missing\n  open: missing\n    at file.mjs:1\n' },
    'Error: It is not one, but name: missing; open: missing',
  ],
  [
    'is TypeScript',
    {
      ...ended,
      stderr: 'TypeError [ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension ".ts" for /my-logger.ts\n    at x\n',
    },
    `it is TypeScript, which Node ${process.version} does not run: name what it compiles to, or take Node 22.18 or later`,
  ],
  [
    'exited',
    { ...ended, exitCode: 7 },
    'it ended the process while it was loaded, with exit status 7; it printed nothing',
  ],
  [
    'exited as if all were well',
    { ...ended, exitCode: 0, stderr: 'loading\nbye\n' },
    'it ended the process while it was loaded, with exit status 0; it printed last "bye"',
  ],
  [
    'was killed',
    { ...ended, exitCode: undefined, signal: 'SIGSEGV' },
    'it ended the process while it was loaded, with SIGSEGV; it printed nothing',
  ],
  [
    'never came back',
    { ...ended, exitCode: undefined, signal: 'SIGTERM', timedOut: true },
    'it was still loading after 30 s, most likely in a top-level await, or computing; it printed nothing',
  ],
  [
    'waits for nothing',
    { ...ended, exitCode: 13, stderr: 'Warning: Detected unsettled top-level await at file.mjs:1\n' },
    'its top-level await waits for what never comes; it printed last "Warning: Detected unsettled top-level await at file.mjs:1"',
  ],
])('a module that %s is told with how', (_, described, why) => {
  expect(whyNotLoaded(described, 30_000)).toBe(why);
});
