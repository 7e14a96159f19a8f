import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { code } from '../fixtures/script.js';
import { gateSupport } from '../launch/support.js';

describe.runIf(gateSupport().able)('a process that reads the clock again and again', () => {
  const bench = openBench({ members: [members.script, members.script] });
  afterAll(() => bench.close());
  const shown = code('import os, time\nos.access(file, 0)\nprint(time.time() % 1 < 0.01)');
  const cases = {
    'until it has moved': 'a = time.time_ns()\nwhile time.time_ns() == a: pass\nprint(time.time_ns() - a < 10_000)',
    'for a time':
      'end = time.monotonic() + 0.05\nwhile time.monotonic() < end: pass\nprint(0 <= time.monotonic() - end < 0.1)',
    'with a sleeper beside it':
      'import threading\nt = threading.Thread(target=lambda: time.sleep(7))\nt.start()\na = time.time()\nwhile time.time() < a + 5: pass\nprint(time.time() - a < 8)\nt.join()',
  };

  it.each(Object.entries(cases))('%s goes on when nobody else can, each time in the same way', (_, spins) => {
    const lines = [code(`import time\n${spins}`), shown];
    const ran = bench.run(lines);
    expect([ran.outcome, printed(ran)]).toEqual(['completed', 'True\nclosed\nTrue\nclosed\n']);
    expect(bench.run(lines)).toEqual(ran);
  });

  it('a limit of no time at all is over without a move of the clock, which is never set back', () => {
    const ran = bench.run([
      code(
        `import multiprocessing, time\nhere, there = multiprocessing.Pipe()\nprint(here.poll())\nread = [time.monotonic_ns() for _ in range(1500)]\nprint(read == sorted(read))`,
      ),
    ]);
    expect(printed(ran)).toBe('False\nTrue\nclosed\n');
    expect(ran.events.filter(({ kind }) => kind === 'ticked')).toEqual([]);
  });
});
