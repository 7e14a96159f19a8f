import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { code } from '../fixtures/script.js';
import { undisturbed, type Choose } from '../execute.js';
import { startMs } from '../world/clock.js';
import { gateSupport } from '../launch/support.js';

describe.runIf(gateSupport().able)('the clock', () => {
  const bench = openBench({ members: [members.script, members.nodeSync] });
  afterAll(() => bench.close());

  it('moves by ticks alone: an hour of sleep takes no time', () => {
    const begun = performance.now();
    const ran = bench.run([
      code(
        'import time\na, b = time.time(), time.monotonic()\ntime.sleep(3600)\nprint(time.time() - a, round(time.monotonic() - b, 3), a)',
      ),
    ]);
    expect(printed(ran)).toBe(`3600.0 3600.0 ${startMs / 1000}.0\nclosed\n`);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('never ends a wait too early, so that a process that waits for the rest of one goes on', () => {
    const waits =
      'import select, time\nfor extra in range(50):\n  end = time.monotonic_ns() + 100_000_000 + 37 * extra\n  while time.monotonic_ns() <= end: select.select([], [], [], (end - time.monotonic_ns()) / 1e9)\nprint("all")';
    const ran = bench.run([code(waits)]);
    expect(ran.outcome).toBe('completed');
    expect(printed(ran)).toContain('all');
  });

  it('shows in the times of files', () => {
    const ran = bench.run([
      code(
        'import os, time\ntime.sleep(5)\nopen(file, "w").close()\ntime.sleep(5)\ns = os.stat(file)\nprint(time.time() - s.st_mtime, time.time() - s.st_ctime)',
      ),
    ]);
    expect(printed(ran)).toBe('5.0 5.0\nclosed\n');
  });

  it('starts at the same instant in every execution', () => {
    const times = [1, 2].map(() => printed(bench.run([code('import time\ntime.sleep(1.5)\nprint(time.time_ns())')])));
    expect(times).toEqual([`${startMs + 1500}000000\nclosed\n`, `${startMs + 1500}000000\nclosed\n`]);
  });

  it('can be set: for one member, or for all and their files, and ends no wait', () => {
    const script = code(
      'import os, time\na, m = time.time(), time.monotonic()\nopen(file, "a").close()\nprint(time.time() - a, os.stat(file).st_mtime - a, time.monotonic() - m)\ntime.sleep(5)\nprint(round(time.monotonic() - m, 3))',
    );
    const two = openBench({ members: [members.script, members.script] });
    const setAtFirst = (clock: { byMs: number; process?: number }): Choose => {
      let due = true;
      return (states, current) => {
        const choice = undisturbed(states, current);
        if (!('process' in choice) || !due) return choice;
        due = false;
        return { process: choice.process, clock };
      };
    };
    const shown = (clock: { byMs: number; process?: number }): string[] =>
      two
        .run([script, script], setAtFirst(clock))
        .events.flatMap((event) => (event.kind === 'printed' ? [`${event.process} ${event.text.trim()}`] : []));
    const rest = '\n5.0\nclosed';
    expect(shown({ byMs: -60_000, process: 0 })).toEqual([`0 -60.0 0.0 0.0${rest}`, `1 0.0 0.0 0.0${rest}`]);
    expect(shown({ byMs: 60_000 })).toContain(`0 60.0 60.0 0.0${rest}`);
    expect(shown({ byMs: 0 })).toEqual([`0 0.0 0.0 0.0${rest}`, `1 0.0 0.0 0.0${rest}`]);
    two.close();
  });
});
