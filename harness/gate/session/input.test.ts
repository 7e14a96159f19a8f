import { describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed, steps } from '../fixtures/ran.js';
import { code, openLog } from '../fixtures/script.js';
import { undisturbed } from '../execute.js';
import { gateSupport } from '../launch/support.js';

describe.runIf(gateSupport().able)('a member that leaves', () => {
  const body = `import atexit, os\n${openLog}os.write(log, b"a")\natexit.register(lambda: os.write(log, b"z"))`;
  const loop = { records: ['a'] };

  it('exits when it has done its line, its last calls being steps, and is replaced', () => {
    const bench = openBench({ members: [members.script, members.nodeSync] });
    for (let again = 0; again < 2; again++) {
      const ran = bench.run([code(body), loop], undisturbed, { leaves: [true, false] });
      expect([ran.outcome, ran.states]).toEqual([
        'completed',
        [{ state: 'ended', code: 0, signal: null }, { state: 'idle' }],
      ]);
      expect(steps(ran).map(({ process, call }) => `${process} ${call}`)).toEqual([
        '0 open',
        '0 write',
        '0 write',
        '1 open',
        '1 write',
      ]);
    }
    bench.close();
  });

  it.each([
    ['each when it is told that there is something', members.readsWhenTold],
    ['by another number than 0', members.readsElsewhere],
  ])('may read its lines in pieces, %s', (_, member) => {
    const bench = openBench({ members: [member] });
    // More than three times what a pipe takes, and less.
    const ran = [200_000, 2].map((length) => bench.run([{ record: 'a'.repeat(length) }]));
    bench.close();
    expect(ran.map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
    expect(ran.map(printed)).toEqual(['200000\nclosed\n', '2\nclosed\n']);
  });

  it('may wait for its line in an event loop', () => {
    const bench = openBench({ members: [members.loop] });
    const ran = bench.run([loop], undisturbed, { leaves: [true] });
    bench.close();
    expect(ran.states).toEqual([{ state: 'ended', code: 0, signal: null }]);
    expect(printed(ran)).toBe('ok 0\nclosed\n');
  });
});
