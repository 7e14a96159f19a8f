import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { code } from '../fixtures/script.js';
import { startMs } from '../world/clock.js';
import { gateSupport } from '../launch/support.js';

describe.runIf(gateSupport().able)('a timer behind a descriptor', () => {
  const bench = openBench({ members: [members.script] });
  afterAll(() => bench.close());

  it('drives the timers of an event loop', () => {
    const loop = openBench({ members: [members.loop] });
    for (let again = 0; again < 2; again++) {
      const ran = loop.run([{ records: ['a', 'b'] }]);
      expect(printed(ran)).toBe('ok 0\nok 1\nclosed\n');
      expect(ran.files).toEqual({ 'app.log': `${startMs + 1000} a\n${startMs + 2000} b\n` });
    }
    loop.close();
  });

  it.each(['one that waits for the timer to be readable', 'one that waits in its read'])('wakes %s', (how) => {
    const look = how.endsWith('readable') ? 'print(select.select([t], [], [], 3600) == ([t], [], []))' : 'print(True)';
    const ran = bench.run([
      code(
        `import ctypes, os, select, struct, time\nlibc = ctypes.CDLL(None)\nt = libc.timerfd_create(1, 0)\nspec = struct.pack("4q", 30, 0, 90, 500000000)\nlibc.timerfd_settime(t, 0, spec, None)\na = time.time()\nfor _ in range(3):\n  ${look}\n  print(int.from_bytes(os.read(t, 8), "little"), time.time() - a)\nleft = ctypes.create_string_buffer(32)\nlibc.timerfd_gettime(t, left)\nprint(struct.unpack("4q", left.raw))\nos.close(t)`,
      ),
    ]);
    expect(printed(ran)).toBe('True\n1 90.5\nTrue\n1 120.5\nTrue\n1 150.5\n(30, 0, 30, 0)\nclosed\n');
  });
});
