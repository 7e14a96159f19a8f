import { describe, expect, test } from 'vitest';
import { changedWriters } from './changed-writers.js';

const pino = 'harness/writers/libraries/pino.ts';
const since =
  (...files: readonly string[]) =>
  (commit: string) =>
    commit === '' || commit === 'HEAD~1' ? files : [];

describe('what is tested of what has changed', () => {
  test.each([[['--changed']], [['--changed', 'HEAD~1']], [['--changed=HEAD~1']], [['run', '--changed', '--no-color']]])(
    'are the writers that have, for %j',
    (args) => {
      expect(changedWriters(args, since(pino, 'harness/writers/size.ts'))).toEqual(['pino', 'size']);
    },
  );

  test('are all where something else has changed, or nothing is said of changes', () => {
    expect(changedWriters(['--changed'], since(pino, 'harness/words.ts'))).toBeUndefined();
    expect(changedWriters(['--changed'], since('harness/writers/find-writer.ts'))).toBeUndefined();
    expect(changedWriters(['--changed'], since())).toBeUndefined();
    expect(changedWriters(['run'], since(pino))).toBeUndefined();
  });
});
