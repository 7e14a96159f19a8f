import { describe, expect, test } from 'vitest';
import type { Execution } from '../execution/execution.js';
import type { Step } from '../gate/index.js';
import { handBuilt, line } from '../claims/hand-built.js';
import { firstDifference, twice } from './determinism.js';

const step = (call: Step['call'], path: string, rest: Partial<Step> = {}): Step => ({
  kind: 'step',
  process: 0,
  thread: 0,
  call,
  path,
  result: { value: 0 },
  footprint: [],
  ...rest,
});

const execution: Execution = {
  ...handBuilt({ files: { 'app.log': [line(0, 0), line(1, 0)] }, scenario: { records: 1 } }),
  events: [step('open', 'app.log'), step('stat', 'app.log.1', { result: { error: 'ENOENT' } })],
};
const [opened] = execution.events;
const [first, ...others] = execution.processes;

describe('firstDifference', () => {
  test('finds none where only the time differs that it took', () => {
    expect(firstDifference(execution, { ...structuredClone(execution), milliseconds: 99 })).toBeUndefined();
  });

  const stepsDiffer = (two: string): string =>
    `Two executions of the same schedule parted at step 2: here p0 stat app.log.1 = ENOENT, there ${two}.`;
  const trace = (...after: Step[]): Partial<Execution> => ({
    events: [...(opened === undefined ? [] : [opened]), ...after],
  });

  test.each<readonly [what: string, other: Partial<Execution>, difference: string]>([
    ['another name', trace(step('stat', 'app.log.2')), stepsDiffer('p0 stat app.log.2')],
    ['another process', trace(step('stat', 'app.log.1', { process: 1 })), stepsDiffer('p1 stat app.log.1')],
    [
      'another result',
      trace(step('stat', 'app.log.1', { result: { value: 0, size: 3 } })),
      stepsDiffer('p0 stat app.log.1 = 3'),
    ],
    ['a step missing', trace(), stepsDiffer('nothing more')],
    [
      'other bytes in a file',
      { files: [{ name: 'app.log', text: `${line(0, 0)}\n` }] },
      'The same steps left different files: the writer writes something that varies.',
    ],
    ['another answer', { history: execution.history.slice(0, -1) }, 'The same steps were answered differently.'],
    [
      'another text on stderr',
      { processes: first === undefined ? [] : [{ ...first, stderr: 'at 0x7f00' }, ...others] },
      'The processes printed something else, or ended otherwise.',
    ],
    [
      'another end',
      {
        processes:
          first === undefined ? [] : [{ ...first, end: { kind: 'stopped', doing: 'still going on' } }, ...others],
      },
      'The processes printed something else, or ended otherwise.',
    ],
    ['another outcome', { outcome: { kind: 'deadlock' } }, 'The same steps had different outcomes.'],
  ])('names %s', (_, other, difference) => {
    expect(firstDifference(execution, { ...execution, ...other })).toBe(difference);
  });

  test('shows a step that differs in nothing that is printed as what it is', () => {
    const hidden = {
      ...execution,
      ...trace(step('stat', 'app.log.1', { result: { error: 'ENOENT' }, flags: 'O_RDWR' })),
    };
    expect(firstDifference(execution, hidden)).toMatch(
      /^Two executions of the same schedule parted at step 2: here \{.*, there \{.*"flags":"O_RDWR"/,
    );
  });

  test('names the first of several', () => {
    const other: Execution = { ...execution, events: [], files: [], outcome: { kind: 'deadlock' } };
    expect(firstDifference(execution, other)).toMatch(
      /^Two executions of the same schedule parted at step 1: here p0 open app\.log, there nothing more/,
    );
  });
});

describe('twice', () => {
  test('runs two times and gives the execution', () => {
    let runs = 0;
    const run = (): Execution => {
      runs += 1;
      return execution;
    };
    expect(twice(run)).toBe(execution);
    expect(runs).toBe(2);
  });

  test('throws what differs, with the name of the writer', () => {
    const runs = [execution, { ...execution, outcome: { kind: 'step-limit' } } satisfies Execution];
    expect(() => twice(() => runs.shift() ?? execution)).toThrow(
      'hand-built is not deterministic under control. The same steps had different outcomes.',
    );
  });
});
