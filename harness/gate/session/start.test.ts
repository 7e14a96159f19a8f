import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { execute, openSession } from '../index.js';
import { members, openBench, type Bench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { closeDescriptor, mustCall } from '../kernel/call.js';
import { at, native } from '../kernel/native.js';
import { gateSupport } from '../launch/support.js';

const python = (...lines: readonly string[]): (typeof members)['script'] => ({
  ...members.script,
  command: ['/usr/bin/python3', '-I', '-S', '-c', lines.join('\n')],
});

/** Reads its lines in an event loop that also has something to do every 50 ms, and says how much time went by. */
const polls = (wait: string): (typeof members)['script'] =>
  python(
    'import os, select, time',
    'poll, epoll = select.poll(), select.epoll()',
    'poll.register(0, select.POLLIN)',
    'epoll.register(0, select.EPOLLIN)',
    'while True:',
    `  if not ${wait}: continue`,
    '  if not os.read(0, 65536): break',
    '  a = time.time()',
    '  time.sleep(7)',
    '  print(time.time() - a)',
    '  print("closed", flush=True)',
  );

const using = <T>(member: (typeof members)['script'], use: (bench: Bench) => T): T => {
  const bench = openBench({ members: [member] });
  try {
    return use(bench);
  } finally {
    bench.close();
  }
};

describe.runIf(gateSupport().able)('a member', () => {
  it('may sleep before it reads its first line', () => {
    const sleeps = python('import time', 'time.sleep(3600)', 'input()', 'print("closed", flush=True)', 'input()');
    expect(using(sleeps, ({ run }) => [run([{}])].map(({ outcome }) => outcome))).toEqual(['completed']);
  });

  it.each([
    ['select', 'select.select([0], [], [], 0.05)[0]'],
    ['poll', 'poll.poll(50)'],
    ['epoll', 'epoll.poll(0.05)'],
  ])('may wait for its lines by %s, in a loop that wakes again and again', (_, wait) => {
    const ran = using(polls(wait), ({ run }) => [run([{}]), run([{}])]);
    for (const each of ran) {
      expect(each.outcome).toBe('completed');
      expect(printed(each)).toBe('7.0\nclosed\n');
    }
  });

  it('that sleeps wakes as long after an execution has begun as it would have without it', () => {
    const sleeper = python(
      'import sys, threading, time',
      'def forever():',
      '  while True: time.sleep(50)',
      'threading.Thread(target=forever, daemon=True).start()',
      'for line in sys.stdin:',
      '  time.sleep(20)',
      '  print("closed", flush=True)',
    );
    const ran = using(sleeper, ({ run }) => [run([{}]), run([{}]), run([{}])]);
    const moves = ran.map(({ events }) => events.flatMap((event) => (event.kind === 'ticked' ? event.byMs : [])));
    expect(moves).toEqual([[20_000], [20_000], [10_000, 10_000]]);
  });

  it('has its standard streams and no descriptor besides, whatever this process has open', () => {
    const { words, base } = native();
    mustCall('pipe2', base + at.small, 0);
    const pipe = [words[at.small / 4] ?? -1, words[at.small / 4 + 1] ?? -1];
    const looks = python('import os', 'input()', 'print(os.listdir("/proc/self/fd"))', 'print("closed")', 'input()');
    try {
      const [looked] = using(looks, ({ run }) => [run([{}])].map(printed));
      expect(looked).toBe("['0', '1', '2', '3']\nclosed\n");
    } finally {
      pipe.forEach(closeDescriptor);
    }
  });

  it('may wait for longer than there is time, which is for ever', () => {
    const waits = python(
      'import ctypes, struct, threading',
      'libc = ctypes.CDLL(None)',
      'wait = lambda: libc.nanosleep(struct.pack("qq", 2**63 - 1, 0), None)',
      'threading.Thread(target=wait, daemon=True).start()',
      'for line in iter(input, ""): print("closed", flush=True)',
    );
    expect(using(waits, ({ run }) => run([{}])).outcome).toBe('completed');
  });
});

describe.runIf(gateSupport().able)('a program', () => {
  it.each([
    ['recursive', 1, 'whyNotCopied', 'it holds a lock that knows who has it'],
    ['plain', 0, 'copiedFrom', 'its first step'],
  ])('that holds a %s lock before its first step can give it back, however it is there', (_, kind, how, where) => {
    const directory = mkdtempSync(join(realpathSync(tmpdir()), 'logtorture-lock-'));
    const locks = python(
      'import ctypes, os',
      'libc = ctypes.CDLL(None)',
      'kind, lock = ctypes.create_string_buffer(64), ctypes.create_string_buffer(64)',
      `libc.pthread_mutexattr_init(kind); libc.pthread_mutexattr_settype(kind, ${kind})`,
      'libc.pthread_mutex_init(lock, kind); libc.pthread_mutex_lock(lock)',
      `os.open("${directory}/app.log", os.O_CREAT | os.O_WRONLY)`,
      'os._exit(libc.pthread_mutex_unlock(lock))',
    );
    const session = openSession({ members: [{ ...locks, program: true }], directory });
    const course = { first: [], until: [] };
    const { states } = execute(session, { directory, lines: [], course });
    const start = session.startOf(0);
    session.close();
    rmSync(directory, { recursive: true });
    expect([start, states]).toEqual([{ [how]: where }, [{ state: 'ended', code: 0, signal: null }]]);
  });
});
