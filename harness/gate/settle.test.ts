import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from './fixtures/open.js';
import { code, openLog } from './fixtures/script.js';
import { gateSupport } from './launch/support.js';

describe.runIf(gateSupport().able)('a bad writer', () => {
  // Long enough for a process that is well on a busy machine; what hangs takes all of it.
  const bench = openBench({ members: [members.script], limitMs: 1500, processor: 0 });
  afterAll(() => bench.close());
  const good = code(`import os\n${openLog}os.write(log, b"x")`);

  it.each([
    ['exits', 'import os; os._exit(3)', 'completed', { state: 'ended', code: 3, signal: null }],
    ['throws', 'raise ValueError()', 'completed', { state: 'ended', code: 1, signal: null }],
    ['is killed', 'import os; os.kill(os.getpid(), 9)', 'completed', { state: 'ended', code: null, signal: 'SIGKILL' }],
    ['computes for ever', 'while True: pass', 'uncontrolled', { state: 'uncontrolled', doing: 'computing' }],
    [
      'ignores SIGTERM and computes',
      'import signal; signal.signal(15, signal.SIG_IGN)\nwhile True: pass',
      'uncontrolled',
      { state: 'uncontrolled', doing: 'computing' },
    ],
    [
      'waits for a pipe',
      'import os; os.read(os.pipe()[0], 1)',
      'uncontrolled',
      { state: 'waiting', doing: 'read of descriptor 4' },
    ],
    [
      'writes through a memory map',
      'import mmap, os\nlog = os.open(file, os.O_RDWR | os.O_CREAT)\nos.write(log, b"x")\nmmap.mmap(log, 1)[0:1] = b"y"',
      'uncontrolled',
      { state: 'uncontrolled', doing: 'a memory map', maps: 'app.log' },
    ],
    [
      'closes all its descriptors',
      'import os; os.closerange(0, 99); os._exit(4)',
      'completed',
      { state: 'ended', code: 4, signal: null },
    ],
    [
      'leaves a child behind',
      'import os, time\nif os.fork() == 0:\n  os.setsid()\n  while True: pass\nos._exit(0)',
      'uncontrolled',
      { state: 'uncontrolled', doing: 'computing' },
    ],
  ])('that %s is named, and the session goes on', (_, body, outcome, state) => {
    const ran = bench.run([code(body)]);
    expect([ran.outcome, ran.states]).toEqual([outcome, [state]]);
    expect(bench.run([good]).files).toEqual({ 'app.log': 'x' });
  });
});

describe.runIf(gateSupport().able)('a writer that has no processor for longer than its limit', () => {
  it('is not said to compute', async () => {
    const bench = openBench({ members: [members.script], limitMs: 200 });
    const [pid = 0] = bench.session.pids();
    // Whatever keeps it from its processor: here it is stopped, and another process lets it go on.
    const other = execa('sh', ['-c', `sleep 1; kill -CONT ${pid}`]);
    const ran = bench.run([
      code(`import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n${openLog}os.write(log, b"x")`),
    ]);
    bench.close();
    await other;
    expect([ran.outcome, ran.files]).toEqual(['completed', { 'app.log': 'x' }]);
  });
});
