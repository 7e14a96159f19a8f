import { expect, test } from 'vitest';
import { testedInWords } from './doctor.js';

test.each([
  [[6, 1], 'arm64', 'this one among them'],
  [[6, 8], 'x64', 'this one is between them'],
  [[6, 8], 'arm64', 'this one is not among them'],
  [[7, 0], 'x64', 'this one is not among them'],
] as const)('of Linux %j on %s it is said that %s', (kernel, machine, beside) => {
  expect(testedInWords(kernel, machine)).toBe(
    `Tested on Linux 6.18 amd64, Linux 6.1 amd64, Linux 6.1 arm64; ${beside}.`,
  );
});
