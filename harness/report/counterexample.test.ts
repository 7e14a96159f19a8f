import { describe, expect, test } from 'vitest';
import type { Counterexample } from '../counterexample/counterexample.js';
import { sizeLosesARecord } from '../search/hand-built.js';
import { counterexampleInWords } from './counterexample.js';
import { replayCommand } from './replay-command.js';
import { violationInWords } from './explanation.js';

const byTime: Counterexample = {
  ...sizeLosesARecord,
  writer: 'python3 my_logger.py',
  scenario: {
    processes: 3,
    records: 1,
    recordBytes: [32],
    rotation: { kind: 'time', periodMs: 1000, backups: 3 },
    pausesMs: [0, 700],
    lateStarts: [{ process: 2, afterRecords: 1 }],
    earlyExits: [{ process: 0, afterRecords: 0 }],
  },
  schedule: {
    preemptions: [{ before: { process: 0, call: 'sync', occurrence: 2 }, run: 1, thread: 3 }],
    faults: [{ kind: 'tick', before: { process: 1, call: 'write', path: 'app.log', occurrence: 1 }, byMs: 1000 }],
  },
  violation: { message: 'app.log line 1 holds nothing.', steps: [] },
  evidence: { kind: 'lines', lines: ['       p0', '► 32   stat app.log.1 = 51', '  33   sync (thread 3)'] },
  anyOther: ['recordBytes', 'backups', 'lateStarts'],
  notes: 'Fixed upstream in 2.0.',
};

describe('counterexampleInWords', () => {
  test('of a command shows ticks, threads, late starts and notes, as in golden/counterexample-command.txt', async () => {
    const { twin: _, ...alone } = byTime;
    const file = 'kept/here.json';
    const replay = replayCommand(file, ['--', 'python3', 'my_logger.py']);
    const screen = counterexampleInWords(alone, { file, replay });
    expect(Math.max(...screen.split('\n').map((row) => row.length))).toBeLessThanOrEqual(100);
    await expect(`${screen}\n`).toMatchFileSnapshot('golden/counterexample-command.txt');
  });

  test('names no file and no command where it is kept nowhere', () => {
    expect(counterexampleInWords(sizeLosesARecord)).not.toContain('replay');
  });
});

describe('violationInWords', () => {
  const late = { number: 9, process: 0, step: 'unlink app.log' };
  const early = { number: 5, process: 1, step: 'stat app.log = 51' };

  test.each([
    ['It is torn.', []],
    ["It is torn; p1's stat app.log = 51 (step 5) clashes with p0's unlink app.log (step 9).", [early, late]],
    [
      "It is torn; p1's stat app.log = 51 (step 5) clashes with p0's unlink app.log (step 9), which destroys it.",
      [early, { ...late, destroys: true }],
    ],
    ["It is torn; p0's unlink app.log (step 9) destroys it.", [{ ...late, destroys: true }]],
  ])('says %s', (words, steps) => {
    expect(violationInWords({ message: 'It is torn.', steps })).toBe(words);
  });
});

test('the command that replays quotes what a shell would not read as one word', () => {
  expect(replayCommand('kept/a.json')).toBe('npx logtorture replay kept/a.json');
  expect(replayCommand("my logs/it's.json", ['--writer', './x.mjs'])).toBe(
    String.raw`npx logtorture replay 'my logs/it'\''s.json' --writer ./x.mjs`,
  );
});
