import { describe, expect, test } from 'vitest';
import { explored, sizeLosesARecord, verdicts } from '../search/hand-built.js';
import type { Drawn, Explored, Systematic } from '../search/verdict.js';
import { exploredInWords } from './explored.js';
import { verdictsInWords, type Told } from './verdicts.js';

const { scenario } = sizeLosesARecord;
const explorationOf = (rest: Partial<Systematic>): Systematic => ({
  scenario,
  preemptions: 1,
  ticks: 0,
  executed: 10,
  skipped: 0,
  exhausted: true,
  ...rest,
});
const nothingDrawn: Drawn = { executed: 0, by: {}, mostProcesses: 0, mostRecords: 0 };
const words = (rest: Partial<Explored>): string => exploredInWords({ ...explored, drawn: nothingDrawn, ...rest });

const exploredAlone: Explored = {
  ...explored,
  executions: 100,
  rotated: 80,
  systematic: [explorationOf({ scenario: { ...scenario, processes: 1 }, preemptions: 0 })],
  drawn: { ...explored.drawn, executed: 90, mostProcesses: 1, pctBound: { processes: 1, steps: 9, depth: 2 } },
};

describe('exploredInWords', () => {
  test('says all only of what was explorationOf through to its end', () => {
    expect(exploredInWords(explored)).toBe(
      'in all 762 schedules with at most 2 preemptions of 2 processes × 2 records (451 executed, 311 only swap steps ' +
        'that commute) and in 4,000 drawn ones of up to 5 × 20; 3,912 of the 4,451 executions rotated while two processes ' +
        'overlapped',
    );
    expect(words({ systematic: [explorationOf({ exhausted: false })] })).toMatch(
      /^in 10 of those with at most 1 preemption of 2 processes × 2 records; /,
    );
  });

  test('tells a bound once that a larger one contains, and scenarios of one bound together', () => {
    const larger = explorationOf({ scenario: { ...scenario, records: 3 }, executed: 30 });
    expect(words({ systematic: [explorationOf({ preemptions: 0, executed: 1 }), explorationOf({}), larger] })).toMatch(
      /^in all 40 schedules with at most 1 preemption of 2 × 2 and 2 × 3 processes × records; /,
    );
  });

  test('names ticks, where they were tried, and a delay bound as what it is', () => {
    expect(words({ systematic: [explorationOf({ ticks: 1, ticksAtWrites: true })] })).toContain(
      'at most 1 preemption and 1 tick before a write or in a wait of 2 processes',
    );
    expect(words({ systematic: [explorationOf({ preemptions: 2, toNext: true })] })).toContain('at most 2 delays of');
  });

  test('says what was not reached, and what did not complete', () => {
    expect(words({ systematic: [], executions: 3, rotated: 0, overlapped: 0, incomplete: { deadlock: 2 } })).toBe(
      'in no execution; in none of the 3 executions two processes overlapped; not completed: 2 deadlock',
    );
  });

  test('speaks of no second process where there was but one', () => {
    expect(exploredInWords(exploredAlone)).toBe(
      'in all 10 schedules with no preemption of 1 process × 2 records and in 90 drawn ones of up to 1 × 20; 80 of the' +
        ' 100 executions rotated',
    );
    expect(exploredInWords({ ...exploredAlone, rotated: 0 })).toMatch(/ of up to 1 × 20; 100 executions$/);
    const drawn = { ...exploredAlone.drawn, executed: 1 };
    expect(exploredInWords({ ...exploredAlone, drawn })).toContain(' and in 1 drawn one of up to 1 × 20; ');
  });

  test('states the bound of PCT without rounding it up', () => {
    const drawn: Drawn = { ...explored.drawn, by: { pct: 323 }, pctBound: { processes: 3, steps: 36, depth: 2 } };
    expect(words({ drawn })).toMatch(/; a bug of depth 2 .* probability of at least 95% \(PCT\)$/);
    expect(words({ drawn: { ...drawn, by: { pct: 100_000 } } })).toContain('at least 99.9%');
  });
});

test('the verdicts of a search read as they stand in golden/verdicts.txt', async () => {
  const held = { name: 'no-record-lost', verdict: 'held', explored: exploredAlone } as const;
  const asked = { promised: true, asked: true };
  const beside = { promised: false, asked: false, replay: 'npx logtorture replay lost.json' };
  const [broken, torn, order, kept] = verdicts.map((verdict) => ({ verdict, concurrency: 'together' }) as const);
  if (broken === undefined || torn === undefined || order === undefined || kept === undefined) throw new Error('Four.');
  const plain = { ...broken.verdict, name: 'threshold-kept' };
  const told: Told[] = [
    { concurrency: 'alone', verdict: held, ...asked },
    { ...broken, ...beside },
    { verdict: { ...torn.verdict, explored: exploredAlone }, ...asked, concurrency: 'alone' },
    { ...torn, ...asked },
    { ...order, ...asked, promised: false },
    { verdict: plain, ...asked, concurrency: 'alone', promised: false },
    { verdict: plain, ...asked, concurrency: 'together', promised: false },
    { ...kept, ...beside, concurrency: 'alone' },
    { ...kept, ...beside },
  ];
  const text = verdictsInWords({ name: 'size' }, 7, told);
  expect(Math.max(...text.split('\n').map((row) => row.length))).toBeLessThanOrEqual(100);
  await expect(`${text}\n`).toMatchFileSnapshot('golden/verdicts.txt');
});
