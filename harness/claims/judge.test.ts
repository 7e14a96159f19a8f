import { describe, expect, test } from 'vitest';
import type { Scenario } from '../scenario/scenario.js';
import { handBuilt, line } from './hand-built.js';
import { invariantNamed, type Claim } from './index.js';
import { judge } from './judge.js';

const settings: readonly [string, Partial<Scenario>][] = [
  ['beside logrotate that copies', { logrotate: 'copytruncate' }],
  ['beside logrotate that renames', { logrotate: 'create' }],
  ['where the log has a mode', { mode: 0o600 }],
  ['where backups are few', { rotation: { kind: 'size', maxBytes: 100, backups: 1 } }],
];

const judged = (claim: Claim, scenario: Partial<Scenario>, text: string): string[] | undefined => {
  const invariant = invariantNamed(claim);
  if (invariant === undefined) throw new Error(`There is no claim ${claim}.`);
  const execution = handBuilt({ files: { 'app.log': [text] }, scenario: { processes: 1, records: 1, ...scenario } });
  return judge(invariant, execution)?.map(({ message }) => message);
};

describe.each(settings)('%s', (_, scenario) => {
  test('a hole is unexpected, and a record is not', () => {
    expect(judged('nothing-unexpected', scenario, `\0\0${line(0, 0)}`)).toEqual([
      'app.log line 1 holds a hole of 2 zero bytes.',
    ]);
    expect(judged('nothing-unexpected', scenario, line(0, 0))).toEqual([]);
  });
});

test('what speaks of the writer alone is not judged beside somebody else', () => {
  expect(judged('no-record-lost', { logrotate: 'copytruncate' }, line(0, 0))).toBeUndefined();
});
