import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed, steps } from '../fixtures/ran.js';
import { code } from '../fixtures/script.js';
import { gateSupport } from '../launch/support.js';
import type { Granularity } from '../launch/filter.js';

const begin = 'import fcntl, os, signal\n';

/** Reads a pipe to its end, and says how much came; another process has filled it meanwhile. */
const readsLate = code(
  `${begin}os.mkdir(file + ".d")\nr = os.open(file, os.O_RDONLY)\nopen(file + ".late", "w").close()\ntotal = 0\nwhile part := os.read(r, 99999): total += len(part)\nprint("read", total)`,
);

const writes = (lines: string): object =>
  code(`${begin}os.mkfifo(file)\nw = os.open(file, os.O_RDWR)\n${lines}\nos.close(w)`);

describe.runIf(gateSupport().able).each<Granularity>(['std', 'full', 'min'])(
  'a pipe in the directory, at %s',
  (granularity) => {
    const bench = openBench({ members: [members.script, members.script], granularity });
    afterAll(() => bench.close());

    it.each([
      ['one write is more than there is room for', 'print("wrote", os.write(w, b"x" * 150000))', 'wrote 150000'],
      [
        'many writes are',
        'fcntl.fcntl(w, 1031, 4096)\nfor i in range(50): os.write(w, b"y" * 100)\nprint("wrote", i)',
        'wrote 49',
      ],
      ['several buffers are', 'print("wrote", os.writev(w, [b"x" * 40000, b"", b"y" * 60000]))', 'wrote 100000'],
    ])('holds its writer until another process has read, where %s', (_, lines, says) => {
      const ran = bench.run([writes(lines), readsLate]);
      expect(ran.outcome).toBe('completed');
      expect(printed(ran)).toContain(says);
      expect(printed(ran)).toMatch(/read (150000|5000|100000)/);
      expect(bench.run([writes(lines), readsLate])).toEqual(ran);
    });

    it('fails at once where its writer does not wait', () => {
      const lines =
        'os.set_blocking(w, False)\nprint(os.write(w, b"x" * 99999))\ntry: os.write(w, b"x")\nexcept BlockingIOError: print("full")';
      expect(printed(bench.run([writes(lines), readsLate]))).toContain('65536\nfull\n');
    });

    it('takes records as long as they fit behind those in its last page', () => {
      const lines =
        'fcntl.fcntl(w, 1031, 4096)\nfor i in range(40): os.write(w, b"y" * 100)\nopen(file + ".full", "w").close()\nos.write(w, b"y" * 100)';
      const calls = steps(bench.run([writes(lines), readsLate])).map(({ call, path }) => `${call} ${path}`);
      const full = calls.indexOf('open app.log.full');
      expect(calls.indexOf('open app.log.late')).toBeGreaterThan(full);
      expect(calls.filter((each) => each === 'write app.log')).toHaveLength(41);
    });

    it('is a deadlock where nobody reads it', () => {
      const ran = bench.run([
        code(`${begin}os.mkfifo(file)\nw = os.open(file, os.O_RDWR)\nos.write(w, b"x" * 70000)`),
        code('pass'),
      ]);
      expect(ran.outcome).toBe('deadlock');
      expect(ran.states[0]).toEqual({
        state: 'blocked',
        blocked: [{ step: expect.objectContaining({ call: 'write', path: 'app.log', bytes: 4464 }), holders: [] }],
      });
    });

    it('lets its writer go for the sake of a signal, with what it has written by then', () => {
      const told =
        'def handle(*_):\n  global told\n  told += 1\n  print("told", flush=True)\n  if told == 2: raise OSError\ntold = 0\nsignal.signal(signal.SIGUSR1, handle)\n';
      const lines = `${told}open(file + ".pid", "w").write(str(os.getpid()))\nprint(os.write(w, b"x" * 70000), flush=True)\ntry: os.write(w, b"x")\nexcept OSError: print("ended")`;
      const kill = 'os.kill(int(open(file + ".pid").read()), signal.SIGUSR1)\n';
      const sends = code(`${begin}os.mkdir(file + ".d")\n${kill}os.mkdir(file + ".e")\n${kill}`);
      const ran = bench.run([writes(lines), sends]);
      expect(printed(ran).replaceAll('closed\n', '')).toBe('told\n65536\ntold\nended\n');
    });

    it('signals a writer when nobody can read it any more', () => {
      const lines =
        'signal.signal(signal.SIGPIPE, lambda *_: print("signal"))\nos.close(r)\ntry: os.write(w, b"x")\nexcept BrokenPipeError: print("broken")';
      const ran = bench.run([
        code(
          `${begin}os.mkfifo(file)\nr = os.open(file, os.O_RDONLY | os.O_NONBLOCK)\nw = os.open(file, os.O_WRONLY)\n${lines}`,
        ),
        code('pass'),
      ]);
      expect(printed(ran)).toContain('signal\nbroken\n');
    });
  },
);
