import fc from 'fast-check';
import { expect } from 'vitest';
import wrapAnsi from 'wrap-ansi';
import { columns, wrapped } from './wrap.js';
import { testProperty } from '../vitest/test-property.js';

/** Words of what reports hold, of what is as wide as it is not long, and of colours. */
const words = fc.array(
  fc.oneof(
    fc.string({ minLength: 1, unit: fc.constantFrom('a', '.', '~', '→', '×', '…', '–', '►', '✗', '✓') }),
    fc.constantFrom('', '\n', '日本語', '👩‍👩‍👧', '✓\uFE0F', 'é', '\u001b[1mbold\u001b[22m', 'x'.repeat(columns)),
  ),
  { maxLength: 60 },
);

testProperty([words])('a paragraph is broken where its width says', (text) => {
  const joined = text.join(' ');
  expect(wrapped('', joined)).toBe(wrapAnsi(joined, columns, { hard: true }));
});
