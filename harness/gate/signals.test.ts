import { Session } from 'node:inspector';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { members, openBench } from './fixtures/open.js';
import { gateSupport } from './launch/support.js';

const records = ['a', 'b', 'c'].map((letter) => `${letter}xxxxxxxx`);

describe.runIf(gateSupport().able)('a gate that a profiler interrupts ten thousand times a second', () => {
  const profiler = new Session();
  beforeAll(() => {
    profiler.connect();
    profiler.post('Profiler.enable');
    profiler.post('Profiler.setSamplingInterval', { interval: 100 });
    profiler.post('Profiler.start');
  });
  afterAll(() => profiler.disconnect());

  it('gives the same executions as any other', () => {
    const bench = openBench({ members: [members.nodeSync, members.nodeSync] });
    const first = bench.run([{ records }, { records }]);
    expect(first.outcome).toBe('completed');
    for (let again = 0; again < 20; again++) expect(bench.run([{ records }, { records }])).toEqual(first);
    bench.close();
  });
});
