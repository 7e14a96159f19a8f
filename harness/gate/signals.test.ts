import { Session } from 'node:inspector';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { members, openBench } from './fixtures/open.js';
import { code } from './fixtures/script.js';
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

  it('lists a folder as far as there is room, since a signal ends a list after any entry', () => {
    const bench = openBench({ members: [members.script] });
    const many = 'for name in range(300): os.close(os.open(f"{name}.log", os.O_CREAT))\n';
    const { outcome, events } = bench.run([
      code(`import os\nos.chdir(os.path.dirname(file))\n${many}for _ in range(20): os.listdir(".")`),
    ]);
    expect(outcome).toBe('completed');
    const lists = events.flatMap((event) => (event.kind === 'step' && event.call === 'list' ? [event.result] : []));
    expect(lists).toHaveLength(40);
    expect(new Set(lists.map((result) => JSON.stringify(result))).size).toBe(2);
    bench.close();
  });
});
