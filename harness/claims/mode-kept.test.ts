import { expect, test } from 'vitest';
import type { Exposure } from '../execution/execution.js';
import { handBuilt } from './hand-built.js';
import { modeKept } from './mode-kept.js';

const messages = (...exposures: Exposure[]): string[] =>
  modeKept.check({ ...handBuilt({ files: {}, scenario: { mode: 0o600 } }), exposures }).map(({ message }) => message);

test('the mode is kept when nobody else could ever read a file', () => {
  expect(messages()).toEqual([]);
});

test('it is not when a file is more readable for a moment', () => {
  expect(messages({ before: 1, file: 'app.log.1', mode: 0o644 })).toEqual([
    'From the beginning app.log.1 has the mode 644, though the log was given 600.',
  ]);
});
