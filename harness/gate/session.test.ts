import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench, type Bench } from './fixtures/open.js';
import { undisturbed, type Choose } from './execute.js';
import { startMs } from './world/clock.js';
import { gateSupport } from './launch/support.js';
import type { Step } from './world/step.js';

const able = gateSupport().able;
const code = (lines: string): object => ({ code: lines });
const steps = ({ events }: { readonly events: readonly { readonly kind: string }[] }): Step[] =>
  events.filter((event): event is Step => event.kind === 'step');
const printed = ({ events }: ReturnType<Bench['run']>): string =>
  events.map((event) => (event.kind === 'printed' && event.stream === 'stdout' ? event.text : '')).join('');
const write = 'log = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)\n';

const answering =
  (answer: object): Choose =>
  (states) => {
    const [state] = states;
    const isWrite = state?.state === 'ready' && state.steps[0]?.call === 'write' && state.steps[0].bytes === 10;
    return { process: 0, ...(isWrite ? answer : {}) };
  };

const alternating: Choose = (states, current) => {
  const ready = states.flatMap(({ state }, process) => (state === 'ready' ? [process] : []));
  return { process: ready.find((process) => process !== current) ?? ready[0] ?? 0 };
};

const descriptors = (): number => readdirSync('/proc/self/fd').length;
const children = (): string[] =>
  readdirSync('/proc/self/task').map((tid) => readFileSync(`/proc/self/task/${tid}/children`, 'latin1'));

describe.runIf(able)('a step', () => {
  const bench = openBench({ members: [members.script] });
  afterAll(() => bench.close());

  it('carries its result, its sizes and its footprint', () => {
    const ran = bench.run([
      code(
        `import os\n${write}os.write(log, b"12345")\nos.rename(file, file + ".1")\nos.write(log, b"6")\ntry: os.unlink(file)\nexcept OSError: pass`,
      ),
    ]);
    expect(steps(ran)).toEqual([
      {
        kind: 'step',
        process: 0,
        thread: 0,
        call: 'open',
        path: 'app.log',
        flags: 'O_WRONLY|O_CREAT|O_APPEND',
        result: { value: 0, size: 0 },
        footprint: [
          { object: 'entry:app.log', access: 'write' },
          { object: 'inode:1', access: 'write' },
        ],
      },
      {
        kind: 'step',
        process: 0,
        thread: 0,
        call: 'write',
        path: 'app.log',
        bytes: 5,
        result: { value: 5, size: 5 },
        footprint: [{ object: 'inode:1', access: 'write' }],
      },
      {
        kind: 'step',
        process: 0,
        thread: 0,
        call: 'rename',
        path: 'app.log',
        to: 'app.log.1',
        result: { value: 0 },
        footprint: [
          { object: 'entry:app.log', access: 'write' },
          { object: 'entry:app.log.1', access: 'write' },
        ],
      },
      {
        kind: 'step',
        process: 0,
        thread: 0,
        call: 'write',
        path: 'app.log.1',
        bytes: 1,
        result: { value: 1, size: 6 },
        footprint: [{ object: 'inode:1', access: 'write' }],
      },
      {
        kind: 'step',
        process: 0,
        thread: 0,
        call: 'unlink',
        path: 'app.log',
        result: { error: 'ENOENT' },
        footprint: [{ object: 'entry:app.log', access: 'read' }],
      },
    ]);
    expect(ran.files).toEqual({ 'app.log.1': '123456' });
  });

  it('fails with the error that it is answered with', () => {
    const ran = bench.run(
      [code(`import os\n${write}try: os.write(log, b"0123456789")\nexcept OSError as error: print(error.errno)`)],
      answering({ answer: { error: 'ENOSPC' } }),
    );
    expect(printed(ran)).toBe('28\nclosed\n');
    expect(ran.files).toEqual({ 'app.log': '' });
  });

  it('ends after some bytes when it is answered so, and the writer writes the rest', () => {
    const ran = bench.run(
      [code(`f = open(file, "wb", 0)\nprint(f.write(b"0123456789"))`)],
      answering({ answer: { shortBytes: 4 } }),
    );
    expect(printed(ran)).toBe('4\nclosed\n');
    expect(ran.files).toEqual({ 'app.log': '0123' });
  });

  it('takes effect while its process is killed before it learns of it', () => {
    const ran = bench.run(
      [code(`import os\n${write}os.write(log, b"0123456789")\nos.write(log, b"never")`)],
      answering({ answer: { thenKill: true } }),
    );
    expect(ran.states).toEqual([{ state: 'ended', code: null, signal: 'SIGKILL' }]);
    expect(ran.files).toEqual({ 'app.log': '0123456789' });
  });

  it('keeps what a process does outside the directory out of the trace', () => {
    const ran = bench.run([code('import os, tempfile\nf = tempfile.TemporaryFile()\nf.write(b"x")\nf.close()')]);
    expect(steps(ran)).toEqual([]);
  });
});

describe.runIf(able)('a step on a descriptor', () => {
  const bench = openBench({ members: [members.script, members.script] });
  afterAll(() => bench.close());
  const writing = `import os\n${write}os.write(log, b"12345")`;
  /** The second member acts while the first one is held at its write. */
  const inBetween: Choose = ([first, second]) => {
    const isHeld = first?.state === 'ready' && first.steps[0]?.call === 'write';
    return { process: isHeld && second?.state === 'ready' ? 1 : 0 };
  };

  it.each([
    ['renamed', 'os.rename(file, file + ".1")', 'app.log.1'],
    ['unlinked', 'os.unlink(file)', 'app.log (deleted)'],
  ])('tells what its file is called when it was %s while the step was held', (_, act, now) => {
    const ran = bench.run([code(writing), code(`import os\n${act}`)], inBetween);
    expect(steps(ran)).toHaveLength(3);
    expect(steps(ran).at(-1)).toMatchObject({ process: 0, call: 'write', path: 'app.log', now });
  });
});

describe.runIf(able)('a lock', () => {
  const bench = openBench({ members: [members.script, members.script] });
  afterAll(() => bench.close());
  const opening =
    'import fcntl, os, struct\na = os.open(file + ".a", os.O_RDWR | os.O_CREAT)\nb = os.open(file + ".b", os.O_RDWR | os.O_CREAT)\nif process == 1: a, b = b, a\n';
  const kinds = {
    flock: (name: string): string => `fcntl.flock(${name}, fcntl.LOCK_EX)\n`,
    'POSIX lock': (name: string): string => `fcntl.lockf(${name}, fcntl.LOCK_EX)\n`,
    'open file description lock': (name: string): string =>
      `fcntl.fcntl(${name}, 38, struct.pack("hhxxxxqqixxxx", 1, 0, 0, 0, 0))\n`,
  };

  it.each(Object.entries(kinds))(
    '%s: taken in opposite orders it is a deadlock, which says who holds what',
    (_, take) => {
      const ran = bench.run(
        [code(opening + take('a') + take('b')), code(opening + take('a') + take('b'))],
        alternating,
      );
      expect(ran.outcome).toBe('deadlock');
      expect(
        ran.states.map((state) =>
          state.state === 'blocked' ? state.blocked.map(({ holders, step }) => [step.path, holders]) : state.state,
        ),
      ).toEqual([[['app.log.b', [1]]], [['app.log.a', [0]]]]);
    },
  );

  it.each(Object.entries(kinds))('%s: who waits for it goes on when it is given up', (_, take) => {
    const body = `import fcntl, os, struct\na = os.open(file, os.O_RDWR | os.O_CREAT)\n${take('a')}os.write(a, b"x" * 3)\nos.close(a)`;
    const ran = bench.run([code(body), code(body)], alternating);
    expect(ran.outcome).toBe('completed');
    expect(steps(ran).map(({ process, call }) => `${process} ${call}`)).toEqual([
      '0 open',
      '1 open',
      '0 lock',
      '0 write',
      '1 lock',
      '1 write',
    ]);
  });
});

describe.runIf(able)('a lock that is never unlocked', () => {
  const bench = openBench({ members: [members.script, members.script] });
  afterAll(() => bench.close());
  const taking = `import fcntl, os\nlog = os.open(file, os.O_RDWR | os.O_CREAT)\nfcntl.flock(log, fcntl.LOCK_EX)\nos.write(log, b"x")\n`;
  const lock = (by: number): string => `${by} lock`;

  it.each([
    ['the close of its descriptor', 'os.close(log)', alternating],
    ['the end of its process', 'os._exit(0)', alternating],
    ['the end of the last process that has inherited it', 'if os.fork() == 0: os._exit(0)\nos._exit(0)', alternating],
    [
      'the kill of its process',
      'while True: os.write(log, b"y")',
      ((states, current) =>
        states[1]?.state === 'blocked' && current === 0 ? { kill: 0 } : alternating(states, current)) satisfies Choose,
    ],
  ] as const)('is released by %s', (_, giving, choose) => {
    const ran = bench.run([code(taking + giving), code(`${taking}os.close(log)`)], choose);
    expect(ran.outcome).toBe('completed');
    expect(
      steps(ran)
        .filter(({ call }) => call === 'lock')
        .map(({ process }) => lock(process)),
    ).toEqual([lock(0), lock(1)]);
  });
});

describe.runIf(able)('the clock', () => {
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

  it('never ends a wait too early, so that who waits for the rest of one goes on', () => {
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

  it('can be set: for one member, or for all and their files, and wakes nobody', () => {
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

  it('drives the timers of an event loop', () => {
    const loop = openBench({ members: [members.loop] });
    for (let again = 0; again < 2; again++) {
      const ran = loop.run([{ records: ['a', 'b'] }]);
      expect(printed(ran)).toBe('ok 0\nok 1\nclosed\n');
      expect(ran.files).toEqual({ 'app.log': `${startMs + 1000} a\n${startMs + 2000} b\n` });
    }
    loop.close();
  });

  it('wakes threads that wait on each other with a time limit', () => {
    const ran = bench.run([
      code('import threading, time\na = time.time()\nprint(threading.Event().wait(60), time.time() - a)'),
    ]);
    expect(printed(ran)).toBe('False 60.0\nclosed\n');
  });
});

describe.runIf(able)('a wait for one of several descriptors', () => {
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

  it.each(['one that waits for the timer to be readable', 'one that waits in its read'])('a timer wakes %s', (how) => {
    const look = how.endsWith('readable') ? 'print(select.select([t], [], [], 3600) == ([t], [], []))' : 'print(True)';
    const ran = bench.run([
      code(
        `import ctypes, os, select, struct, time\nlibc = ctypes.CDLL(None)\nt = libc.timerfd_create(1, 0)\nspec = struct.pack("4q", 30, 0, 90, 500000000)\nlibc.timerfd_settime(t, 0, spec, None)\na = time.time()\nfor _ in range(3):\n  ${look}\n  print(int.from_bytes(os.read(t, 8), "little"), time.time() - a)\nleft = ctypes.create_string_buffer(32)\nlibc.timerfd_gettime(t, left)\nprint(struct.unpack("4q", left.raw))\nos.close(t)`,
      ),
    ]);
    expect(printed(ran)).toBe('True\n1 90.5\nTrue\n1 120.5\nTrue\n1 150.5\n(30, 0, 30, 0)\nclosed\n');
  });

  it('fails for a descriptor that is closed', () => {
    const ran = bench.run([
      code('import os, select\ntry: select.select([99], [], [], 5)\nexcept OSError as error: print(error.errno)'),
    ]);
    expect(printed(ran)).toBe('9\nclosed\n');
  });
});

describe.runIf(able)('a member that leaves', () => {
  const body = `import atexit, os\n${write}os.write(log, b"a")\natexit.register(lambda: os.write(log, b"z"))`;
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

  it('may wait for its line in an event loop', () => {
    const bench = openBench({ members: [members.loop] });
    const ran = bench.run([loop], undisturbed, { leaves: [true] });
    bench.close();
    expect(ran.states).toEqual([{ state: 'ended', code: 0, signal: null }]);
    expect(printed(ran)).toBe('ok 0\nclosed\n');
  });
});

describe.runIf(able)('randomness', () => {
  it('is the same in every execution, and another in each process', () => {
    const bench = openBench({ members: [members.script, members.script], seed: 3 });
    const body = 'import os\nprint(os.urandom(8).hex(), open("/dev/urandom", "rb").read(4).hex())';
    const [first, second] = [1, 2].map(() =>
      bench.run([code(body), code(body)]).events.map((event) => ('text' in event ? event.text : '')),
    );
    bench.close();
    expect(first).toEqual(second);
    expect(first?.[0]).not.toBe(first?.[1]);
  });
});

describe.runIf(able)('a bad writer', () => {
  const bench = openBench({ members: [members.script], limitMs: 300, processor: 0 });
  const patient = openBench({ members: [members.script] });
  afterAll(() => {
    bench.close();
    patient.close();
  });
  const good = code(`import os\n${write}os.write(log, b"x")`);

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

  it('that prints 100 MB is heard to the end, and the first MiB is kept', () => {
    const ran = patient.run([code('for _ in range(100): print("x" * 1048575)')]);
    expect(ran.outcome).toBe('completed');
    expect(printed(ran).length).toBe(1 << 20);
    expect(ran.events.some((event) => event.kind === 'printed' && event.cut)).toBe(true);
  });

  it('that never makes an end is stopped at the step limit', () => {
    const ran = bench.run([code('import os\nwhile True: os.path.exists(file)')], undisturbed, { stepLimit: 100 });
    expect([ran.outcome, steps(ran).length]).toEqual(['step-limit', 100]);
  });
});

describe.runIf(able)('a session', () => {
  it('refuses a member that does not read its first line, and says what it printed', () => {
    const broken = { ...members.script, command: ['/bin/sh', '-c', 'echo gone >&2; exit 3'] } as const;
    expect(() => openBench({ members: [broken] })).toThrow(/cannot be used: it is ended .* It said: gone/s);
    const missing = { ...members.script, command: ['no-such-program'] } as const;
    expect(() => openBench({ members: [missing] })).toThrow(
      'no-such-program cannot be started: there is no such program on the PATH',
    );
  });

  it('starts anew a member that has left a child behind, even one that waits for a line', () => {
    const bench = openBench({ members: [members.script] });
    bench.run([code('import os\nos.fork()')]);
    const ran = bench.run([code('import os\nos._exit(5)')]);
    bench.close();
    expect(ran.states).toEqual([{ state: 'ended', code: 5, signal: null }]);
  });

  it('leaves no descriptor and no process', () => {
    const before = [descriptors(), children()];
    const bench = openBench({ members: [members.script, members.shell] });
    for (const body of ['import os; os._exit(1)', 'import os; os.fork(); os.fork(); os._exit(0)', 'open(file, "w")'])
      bench.run([code(body), { records: ['one', 'two'] }]);
    bench.close();
    expect([descriptors(), children()]).toEqual(before);
  });
});
