import { expect, it } from 'vitest';
import { gateSupport } from './support.js';

it('says that it is able, or in one line each why not and what would help', () => {
  const support = gateSupport();
  const said = support.able ? [] : [support.reason, support.remedy];
  for (const line of said) expect(line).toMatch(/^[^\n]+$/);
  expect(gateSupport()).toEqual(support);
});
