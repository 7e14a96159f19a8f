import { constants } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { code, openLog } from '../fixtures/script.js';
import { call } from '../kernel/call.js';
import { at, native } from '../kernel/native.js';
import { gateSupport } from '../launch/support.js';

const { SIGURG } = constants.signals;
const [block, unblock] = [0, 1];

/** Has this thread take no signal of a kind that does nothing, or take it again. */
function change(how: number): void {
  const { bytes, base } = native();
  bytes.writeBigUInt64LE(1n << BigInt(SIGURG - 1), at.small);
  call('rt_sigprocmask', how, base + at.small, 0, 8);
}

describe.runIf(gateSupport().able)('a wait for one of several descriptors', () => {
  const bench = openBench({ members: [members.script] });
  afterAll(() => bench.close());
  const selectors = ['SelectSelector', 'PollSelector', 'EpollSelector'];

  it('ends when its time has come, with and without descriptors', () => {
    const ran = bench.run([
      code(
        'import os, select, time\na = time.time()\nprint(select.select([], [], [], 3600), time.time() - a)\nr, w = os.pipe()\nprint(select.select([r], [], [], 0.5), time.time() - a)',
      ),
    ]);
    expect(printed(ran)).toBe('([], [], []) 3600.0\n([], [], []) 3600.5\nclosed\n');
  });

  it.each(selectors)('%s: finds a pipe that can be written, and one that another thread has written', (selector) => {
    const ran = bench.run([
      code(
        `import os, selectors, threading, time\nr, w = os.pipe()\ns = selectors.${selector}()\ns.register(r, selectors.EVENT_READ)\ns.register(w, selectors.EVENT_WRITE)\nprint([k.fd == w for k, _ in s.select(5)])\ns.unregister(w)\ndef later():\n  time.sleep(2)\n  os.write(w, b"x")\nt = threading.Thread(target=later)\nt.start()\na = time.time()\nprint([k.fd == r for k, _ in s.select(60)], time.time() - a)\nt.join()`,
      ),
    ]);
    expect(printed(ran)).toBe('[True]\n[True] 2.0\nclosed\n');
  });

  it.each(selectors)('%s: finds a signal that is read from a descriptor', (selector) => {
    const ran = bench.run([
      code(
        `import ctypes, os, selectors, signal, time\nalarm = {signal.SIGALRM}\nsignal.pthread_sigmask(signal.SIG_BLOCK, alarm)\nfd = ctypes.CDLL(None).signalfd(-1, (ctypes.c_ulong * 16)(1 << signal.SIGALRM - 1), 0)\ns = selectors.${selector}()\ns.register(fd, selectors.EVENT_READ)\na = time.time()\nsignal.alarm(2)\nprint([k.fd == fd for k, _ in s.select(60)], time.time() - a)\nprint(os.read(fd, 128)[0] == signal.SIGALRM, s.select(1))\nos.close(fd)\nsignal.pthread_sigmask(signal.SIG_UNBLOCK, alarm)`,
      ),
    ]);
    expect(printed(ran)).toBe('[True] 2.0\nTrue []\nclosed\n');
  });

  it.each(selectors)("%s: finds no signal of the gate's own in such a descriptor", (selector) => {
    const looking = code(
      `import ctypes, selectors, signal, time\nfd = ctypes.CDLL(None).signalfd(-1, (ctypes.c_ulong * 16)(1 << signal.SIGURG - 1), 0)\ns = selectors.${selector}()\ns.register(fd, selectors.EVENT_READ)\na = time.time()\nprint(s.select(3), time.time() - a)`,
    );
    change(block);
    call('tgkill', process.pid, call('gettid'), SIGURG);
    const ran = bench.run([looking]);
    change(unblock);
    expect(printed(ran)).toBe('[] 3.0\nclosed\n');
  });

  it('leaves what it finds to a thread that is younger, where older ones only look', () => {
    const ran = bench.run([
      code(
        'import os, select, threading\nr, w = os.pipe()\nread = []\ndef looks():\n  while not read: select.select([r], [], [])\ndef reads():\n  select.select([r], [], [])\n  read.append(os.read(r, 1))\n  os.write(w, b"y")\nothers = [threading.Thread(target=each) for each in (looks, reads)]\nfor each in others: each.start()\nos.write(w, b"x")\nlooks()\nfor each in others: each.join()\nprint(read)',
      ),
    ]);
    expect(printed(ran)).toBe("[b'x']\nclosed\n");
  });

  // The kernel alone would pass over a descriptor above its table, which has room for 64 or 256 as a rule.
  it.each([60, 1000])('fails for a descriptor that is closed: %d', (descriptor) => {
    const ran = bench.run([
      code(
        `import os, select\ntry: select.select([${descriptor}], [], [], 5)\nexcept OSError as error: print(error.errno)`,
      ),
    ]);
    expect(printed(ran)).toBe('9\nclosed\n');
  });
});

describe.runIf(gateSupport().able)('waits for no time at all', () => {
  const bench = openBench({ members: [members.script] });
  afterAll(() => bench.close());
  const waits = {
    'select with a limit': 'select.select([], [], [], 0)',
    'a sleep': 'time.sleep(0)',
    'a yield of the processor': 'os.sched_yield()',
  };

  it.each(Object.entries(waits))('go on until the clock has moved: %s', (_, wait) => {
    const ran = bench.run([
      code(`import os, select, time\na = time.monotonic()\nwhile time.monotonic() == a: ${wait}\nprint("moved")`),
    ]);
    expect([ran.outcome, printed(ran)]).toEqual(['completed', 'moved\nclosed\n']);
  });

  it.each(Object.entries(waits))('let another thread take its step, which has what they wait for: %s', (_, wait) => {
    const ran = bench.run([
      code(
        `import os, select, threading, time\n${openLog}done = []\ndef writes():\n  os.write(log, b"x")\n  done.append(1)\nt = threading.Thread(target=writes)\nt.start()\nwhile not done: ${wait}\nt.join()\nprint("seen")`,
      ),
    ]);
    expect([ran.outcome, printed(ran)]).toEqual(['completed', 'seen\nclosed\n']);
  });
});

describe.runIf(gateSupport().able)('a wait for another thread', () => {
  const bench = openBench({ members: [members.script] });
  afterAll(() => bench.close());

  it('ends when its time has come', () => {
    const ran = bench.run([
      code('import threading, time\na = time.time()\nprint(threading.Event().wait(60), time.time() - a)'),
    ]);
    expect(printed(ran)).toBe('False 60.0\nclosed\n');
  });
});
