import { describe, expect, test } from 'vitest';
import { handBuilt, line } from './hand-built.js';
import { defineInvariant, type InvariantStated } from './invariant.js';
import { judge } from './judge.js';

const execution = handBuilt({ files: { 'app.log': [line(0, 0), line(0, 1), line(1, 0), line(1, 1)] } });
const stated: InvariantStated = { claim: 'of-my-own', holdsWhen: 'it does', check: () => [] };

describe('defineInvariant', () => {
  test('fills in what is left open', () => {
    expect(defineInvariant(stated)).toMatchObject({ heading: 'of-my-own', faults: [], needs: {} });
    expect(defineInvariant(stated).judgedWhen(execution)).toBe(true);
    expect(defineInvariant(stated).judgedWhen({ ...execution, outcome: { kind: 'deadlock' } })).toBe(false);
  });

  test.each(['', 'My Claim', '../up', 'no_underscores', 'ends-'])('refuses %j as the name of a claim', (claim) => {
    expect(() => defineInvariant({ ...stated, claim })).toThrow(/can't name a claim: it must be words/);
  });

  test('refuses what has no check', () => {
    const { check: _, ...without } = stated;
    expect(() => Reflect.apply(defineInvariant, undefined, [without])).toThrow(
      'The invariant of-my-own has no check: it must be a function from an execution to its violations.',
    );
  });
});

describe('judge', () => {
  test('tells what is broken, what holds, and what cannot be judged', () => {
    const violation = { message: 'It is so.', process: 1 };
    expect(judge(defineInvariant({ ...stated, check: () => [violation] }), execution)).toEqual([violation]);
    expect(judge(defineInvariant(stated), execution)).toEqual([]);
    expect(judge(defineInvariant({ ...stated, judgedWhen: () => false }), execution)).toBeUndefined();
    expect(judge(defineInvariant({ ...stated, needs: { mode: true } }), execution)).toBeUndefined();
    expect(judge(defineInvariant({ ...stated, faults: ['kill'] }), execution)).toBeUndefined();
  });

  test.each([
    ['nothing at all', () => undefined, /The check of of-my-own has thrown, so it says nothing: .*not iterable/],
    ['a text', () => ['It is so.'], /it gave "It is so\." as a violation, which must be an object with a message/],
  ])('is told where a check that is written in JavaScript gives %s', (_, check, message) => {
    const invariant = Reflect.apply(defineInvariant, undefined, [{ ...stated, check }]);
    expect(() => judge(invariant, execution)).toThrow(message);
  });
});
