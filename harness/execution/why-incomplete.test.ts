import { expect, test } from 'vitest';
import type { Step } from '../gate/index.js';
import type { Execution, Outcome, ProcessEnd } from './execution.js';
import { whyIncomplete } from './why-incomplete.js';

const stat = (path: string): Step => ({
  kind: 'step',
  process: 0,
  thread: 0,
  call: 'stat',
  path,
  result: { error: 'ENOENT' },
  footprint: [],
});

const stopped = (doing: string): ProcessEnd => ({ kind: 'stopped', doing });

function why(outcome: Outcome, ends: readonly ProcessEnd[], events: Execution['events'] = []): string | undefined {
  return whyIncomplete({ outcome, processes: ends.map((end, process) => ({ process, end, stderr: '' })), events });
}

test('there is no reason where it completed', () => {
  expect(why({ kind: 'completed' }, [{ kind: 'closed' }])).toBeUndefined();
});

test('the process that was not controlled is named with its reason', () => {
  expect(why({ kind: 'uncontrolled', process: 1, reason: 'it never closed' }, [])).toBe(
    'because of p1: it never closed',
  );
});

test('a deadlock says which processes wait for what', () => {
  const ends = [
    stopped('waiting for lock of a, held by p2'),
    { kind: 'closed' } as const,
    stopped('waiting for lock of b, held by p0'),
  ];
  expect(why({ kind: 'deadlock' }, ends)).toBe(
    'since nobody can go on: p0 was waiting for lock of a, held by p2; p2 was waiting for lock of b, held by p0',
  );
});

test.each([
  ['that polls', Array.from({ length: 20 }, () => stat('lock')), ', again and again with stat lock = ENOENT'],
  [
    'that looks at ever new files',
    Array.from({ length: 20 }, (_, number) => stat(`app.log.${number}`)),
    ' after 20 steps, the last stat app.log.19 = ENOENT',
  ],
  ['that has taken few', [stat('lock')], ' after 1 step, the last stat lock = ENOENT'],
  ['that has taken none', [], ' without a step'],
])('the limit of steps tells what a process was doing %s', (_, events, doing) => {
  expect(why({ kind: 'step-limit' }, [stopped('still going on'), { kind: 'closed' }], events)).toBe(
    `at its limit of steps: p0 was still going on${doing}`,
  );
});

test('a livelock says what each process does again and again', () => {
  const events = Array.from({ length: 20 }, () => stat('lock'));
  expect(why({ kind: 'livelock' }, [stopped('waiting for a change of lock'), { kind: 'closed' }], events)).toBe(
    'since all that can go wait for a change that nobody makes: p0 was waiting for a change of lock, again and again with stat lock = ENOENT',
  );
});

test('the limit of steps is told where everybody had ended', () => {
  expect(why({ kind: 'step-limit' }, [{ kind: 'closed' }])).toBe(
    'at its limit of steps: all processes had ended their part',
  );
});
