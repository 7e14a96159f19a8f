import { describe, expect, it } from 'vitest';
import { members, openBench, type Bench } from '../fixtures/open.js';
import { code, openLog } from '../fixtures/script.js';
import { gateSupport } from '../launch/support.js';
import type { Choose } from '../execute.js';

/** Each member prints its number, and how many lines it has been given, this one included. */
const counts = `import builtins, os
${openLog}
builtins.count = getattr(builtins, "count", 0) + 1
builtins.first = getattr(builtins, "first", process)
print(builtins.first, builtins.count, flush=True)
os.write(log, b"a")`;

const kills =
  (process: number): Choose =>
  (states) => {
    const state = states[process];
    const writes = state?.state === 'ready' && state.steps[0]?.call === 'write';
    return writes ? { kill: process } : { process: states.findIndex((each) => each.state === 'ready') };
  };

function saidIn({ run }: Bench, choose?: Choose): string[] {
  const { events } = run([code(counts), code(counts)], choose);
  return events.flatMap((event) => (event.kind === 'printed' && event.text !== 'closed\n' ? event.text.trim() : []));
}

describe.runIf(gateSupport().able)('a member that was killed', () => {
  const member = { ...members.script, copyable: true };

  it('is replaced by one that may have executed something, but never as another member', () => {
    const bench = openBench({ members: [member, member] });
    expect(saidIn(bench)).toEqual(['0 1', '1 1']);
    expect(saidIn(bench, kills(0))).toEqual(['0 2', '1 2']);
    // Nothing of the first was kept, so that one begins again.
    expect(saidIn(bench)).toEqual(['0 1', '1 3']);
    expect(saidIn(bench, kills(1))).toEqual(['0 2', '1 4']);
    // The second has been kept since somebody was killed first, when it had been given two lines.
    expect(saidIn(bench, kills(0))).toEqual(['0 3', '1 3']);
    expect(saidIn(bench)).toEqual(['0 2', '1 4']);
    bench.session.replace(1);
    expect(saidIn(bench)).toEqual(['0 3', '1 1']);
    bench.close();
  });

  it('is replaced by one that has executed four times as much, once there is one', () => {
    const bench = openBench({ members: [member, member] });
    expect(saidIn(bench, kills(1))).toEqual(['0 1', '1 1']);
    expect([1, 2, 3].map(() => saidIn(bench)[0])).toEqual(['0 2', '0 3', '0 4']);
    expect(saidIn(bench, kills(0))[0]).toBe('0 5');
    expect(saidIn(bench, kills(0))[0]).toBe('0 5');
    bench.close();
  });

  it('is replaced at the end where it must not be given another line', () => {
    const bench = openBench({ members: [member, member] });
    bench.session.spend(0);
    expect(saidIn(bench)).toEqual(['0 1', '1 1']);
    expect(saidIn(bench)).toEqual(['0 1', '1 2']);
    bench.close();
  });
});
