import { afterAll, describe, expect, it } from 'vitest';
import { alternating } from '../fixtures/choose.js';
import { members, openBench } from '../fixtures/open.js';
import { steps } from '../fixtures/ran.js';
import { code } from '../fixtures/script.js';
import type { Choose } from '../execute.js';
import { gateSupport } from '../launch/support.js';

describe.runIf(gateSupport().able)('a lock', () => {
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
    '%s: taken in opposite orders it is a deadlock, which names the process that holds each',
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

  it.each(Object.entries(kinds))('%s: a process that waits for it goes on when it is given up', (_, take) => {
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

describe.runIf(gateSupport().able)('a lock that is never unlocked', () => {
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
        states[1]?.state === 'blocked' && current?.process === 0
          ? { kill: 0 }
          : alternating(states, current)) satisfies Choose,
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
