import { fc, test } from '@fast-check/vitest';
import { format } from 'prettier';
import { describe, expect } from 'vitest';
import { jsonText } from './json-text.js';

const settings = { parser: 'json', printWidth: 120, singleQuote: true } as const;
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'z', '_', '-', '.', '"', '\\', '\n', ' '), maxLength: 40 });
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.integer(), { maxLength: 60 }),
    fc.array(word, { maxLength: 8 }),
    fc.array(tie('tree'), { maxLength: 5 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/), tie('tree'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

describe('jsonText', () => {
  test.prop([fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/), tree, { noNullPrototype: true })], { numRuns: 300 })(
    'reads back as what it was made of, and prettier leaves it as it is',
    async (value) => {
      const text = jsonText(value);
      expect(JSON.parse(text)).toEqual(value);
      expect(await format(text, settings)).toBe(text);
    },
  );
});
