import { afterAll, describe, expect, it } from 'vitest';
import { randomly } from '../fixtures/choose.js';
import { members, openBench } from '../fixtures/open.js';
import { gateSupport } from '../launch/support.js';
import type { Choose } from '../execute.js';

const lines = [{ records: ['aaaaaaaaa', 'bbbbbbbbbbbb'] }, { records: ['cccccccccc', 'dddddddd'] }];
const killsAtWrite: Choose = (states) => {
  const process = states.findIndex(({ state }) => state === 'ready');
  const state = states[process];
  const writes = state?.state === 'ready' && state.steps[0]?.call === 'write';
  return { process, ...(writes && process === 0 ? { answer: { thenKill: true } } : {}) };
};

describe.runIf(gateSupport().able)('a copied member', () => {
  const kinds = [
    ['Node, synchronous', members.nodeSync],
    ['Node, asynchronous, with a thread in its pool', members.nodeAsync],
    ['Python', { ...members.python, copyable: true }],
    ['Python, if it is one thread', { ...members.python, copyable: 'alone' }],
    ['the shell', { ...members.shell, copyable: true }],
    ['Perl', members.perl],
  ] as const;
  const told = [
    ['told of something in an event counter before its first line', members.toldByCounter],
    ['told of something in a pipe before its first line', members.toldByPipe],
  ] as const;

  it.each([...kinds, ...told])('%s: is copied', (_, member) => {
    const bench = openBench({ members: [member] });
    const start = bench.session.startOf(0);
    bench.close();
    expect(start).toEqual({ copiedFrom: 'its first line' });
  });

  it.each([...kinds, ...told])('%s: does what one that is started does', (_, member) => {
    const [copied, started] = [true, false].map((copyable) => {
      const bench = openBench({ members: [member, member].map((each) => ({ ...each, copyable })) });
      const ran = [1, 2, 3].map((seed) => bench.run(lines, randomly(seed)));
      bench.close();
      return ran;
    });
    expect(copied).toEqual(started);
  });

  it.each(kinds)('%s: replaces one that was killed, and does the same again', (_, member) => {
    const bench = openBench({ members: [member, member] });
    const [first, ...others] = Array.from({ length: 10 }, () => bench.run(lines, killsAtWrite));
    bench.close();
    expect(first?.states).toEqual([{ state: 'ended', code: null, signal: 'SIGKILL' }, { state: 'idle' }]);
    for (const other of others) expect(other).toEqual(first);
  });

  it.each(told)('%s: is told the same in the place of one that was killed', (_, member) => {
    const bench = openBench({ members: [member] });
    const [first, ...others] = Array.from({ length: 3 }, () => bench.run(lines.slice(1), killsAtWrite));
    bench.close();
    expect(first?.states).toEqual([{ state: 'ended', code: null, signal: 'SIGKILL' }]);
    for (const other of others) expect(other).toEqual(first);
  });

  it('exits with status 0 when its input ends', () => {
    const bench = openBench({ members: [members.nodeAsync] });
    const ran = bench.run([lines[0] ?? {}], undefined, { leaves: [true] });
    bench.close();
    expect(ran.states).toEqual([{ state: 'ended', code: 0, signal: null }]);
  });
});

describe.runIf(gateSupport().able)('a member that cannot be copied', () => {
  const bench = openBench({ members: [{ ...members.loop, copyable: true }] });
  afterAll(() => bench.close());

  it('is started anew', () => {
    const killed = bench.run([{ records: ['a'] }], ([state]) =>
      state?.state === 'sleeping' ? { tickToMs: state.untilMs } : { kill: 0 },
    );
    expect(killed.states).toEqual([{ state: 'ended', code: null, signal: 'SIGKILL' }]);
    expect(bench.run([{ records: ['a'] }]).states).toEqual([{ state: 'idle' }]);
  });
});
