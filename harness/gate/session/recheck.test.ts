import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { code, openLog } from '../fixtures/script.js';
import { gateSupport } from '../launch/support.js';

/** What one member waits for, and what another one does then. */
const cases: Readonly<Record<string, readonly [waiting: string, moving: string, says: string]>> = {
  'a pipe that is opened': [
    'os.mkfifo(file)\nr = os.open(file, os.O_RDONLY)\nprint(os.read(r, 9))\nprint(os.read(r, 9))',
    'w = os.open(file, os.O_WRONLY)\nos.write(w, b"x")\nos.close(w)',
    "b'x'\nb''\n",
  ],
  'a pipe that can be read': [
    'os.mkfifo(file)\nr = os.open(file, os.O_RDWR)\nprint(select.select([r], [], []) == ([r], [], []))',
    'os.write(os.open(file, os.O_WRONLY), b"x")',
    'True\n',
  ],
  'a file that is made': [
    `libc = ctypes.CDLL(None)\nn = libc.inotify_init1(0)\nlibc.inotify_add_watch(n, os.path.dirname(file).encode(), 0x100)\nprint(len(os.read(n, 99)))\nos.close(n)`,
    `${openLog}os.close(log)`,
    '32\n',
  ],
};

describe.runIf(gateSupport().able)('a member that waits', () => {
  const bench = openBench({ members: [members.script, members.script] });
  afterAll(() => bench.close());
  const first = 'import ctypes, os, select, signal\n';

  it.each(Object.entries(cases))('for %s goes on when another one brings it', (_, [waiting, moving, says]) => {
    const ran = bench.run([code(first + waiting), code(first + moving)]);
    expect(ran.outcome).toBe('completed');
    expect(printed(ran).replaceAll('closed\n', '')).toBe(says);
    expect(bench.run([code(first + waiting), code(first + moving)])).toEqual(ran);
  });

  it('for a signal goes on, or ends, when another one sends it', () => {
    const told = `${first}open(file, "w").write(str(os.getpid()))\nsignal.signal(signal.SIGHUP, lambda *_: print("told"))\n`;
    const send = (name: string): object => code(`${first}os.kill(int(open(file).read()), signal.${name})`);
    const pausing = code(`${told}signal.pause()`);
    expect(printed(bench.run([pausing, send('SIGHUP')]))).toBe('closed\ntold\nclosed\n');
    expect(bench.run([pausing, send('SIGKILL')]).states[0]).toEqual({ state: 'ended', code: null, signal: 'SIGKILL' });
  });

  it('for those that it wakes by shared memory goes on where these do the same', () => {
    // As the pools of Python's multiprocessing do it: with semaphores that have no name any more once they are there.
    const pair = code(`${first}import time
libc = ctypes.CDLL(None)
libc.sem_open.restype = ctypes.c_void_p
def semaphore(name):
  made = ctypes.c_void_p(libc.sem_open(name, os.O_CREAT | os.O_EXCL, 0o600, 0))
  libc.sem_unlink(name)
  return made
there, back = semaphore(b"/there%d" % os.getpid()), semaphore(b"/back%d" % os.getpid())
child = os.fork()
if child: time.sleep(1)
for n in range(4):
  libc.sem_wait(there) if child == 0 else libc.sem_post(there)
  if child == 0: os.close(os.open(file, os.O_CREAT))
  libc.sem_post(back) if child == 0 else libc.sem_wait(back)
if child == 0: os._exit(0)
os.waitpid(child, 0)`);
    const ran = bench.run([pair, pair]);
    expect(ran.outcome).toBe('completed');
    expect(bench.run([pair, pair])).toEqual(ran);
  });
});
