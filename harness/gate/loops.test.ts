import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from './fixtures/open.js';
import { randomly } from './fixtures/choose.js';
import { printed, steps } from './fixtures/ran.js';
import { code, openLog } from './fixtures/script.js';
import { gateSupport } from './launch/support.js';
import type { Choose } from './execute.js';
import type { MemberState } from './state.js';

const isReady = (state: MemberState | undefined): boolean => state?.state === 'ready';

/** The first process goes until it is about to write, or to open the log; then the second goes whenever it can. */
const interrupted = (): Choose => {
  let hasLock = false;
  return ([first, second]) => {
    hasLock ||= first?.state === 'ready' && first.steps.some(({ path }) => path === 'app.log');
    return { process: hasLock && isReady(second) ? 1 : 0 };
  };
};

/** Python code that takes a lock by trying again and again, writes under it, and gives it back. */
const under = (take: string, giveBack: string): object =>
  code(
    `import fcntl, os
lock = file + ".lock"
def tries(act):
  while True:
    try: return act()
    except (FileExistsError, BlockingIOError): pass
${take}
${openLog}
for _ in range(3): os.write(log, b"x\\n")
${giveBack}`,
  );

const makesFile = 'tries(lambda: os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)))';
const locksInKernel =
  'held = os.open(lock, os.O_CREAT | os.O_WRONLY)\ntries(lambda: fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB))';

describe.runIf(gateSupport().able)('a process that makes the same calls again with the same results', () => {
  const bench = openBench({ members: [members.script, members.script] });
  const alone = openBench({ members: [members.script] });
  afterAll(() => [bench, alone].forEach(({ close }) => close()));

  it.each([
    ['makes a folder', under('tries(lambda: os.mkdir(lock))', 'os.rmdir(lock)'), 'mkdir app.log.lock'],
    ['makes a file that must not be there', under(makesFile, 'os.unlink(lock)'), 'open app.log.lock'],
    [
      'makes a link',
      under(
        'own = lock + ".own"\nos.close(os.open(own, os.O_CREAT | os.O_WRONLY))\ntries(lambda: os.link(own, lock))',
        'os.unlink(lock)',
      ),
      'link app.log.lock.own',
    ],
    [
      'makes a file of its own for each link that it tries',
      under(
        'own = f"{lock}.{process}"\ndef link():\n  os.close(os.open(own, os.O_CREAT | os.O_EXCL | os.O_WRONLY))\n  try: os.link(own, lock)\n  finally: os.unlink(own)\ntries(link)',
        'os.unlink(lock)',
      ),
      'link app.log.lock.1',
    ],
    ['locks without waiting', under(locksInKernel, 'fcntl.flock(held, fcntl.LOCK_UN)'), 'lock app.log.lock'],
    ['locks without waiting, and closes to give it back', under(locksInKernel, 'os.close(held)'), 'lock app.log.lock'],
  ])('waits where it %s, until what it looks at has changed', (_, script, tried) => {
    const ran = bench.run([script, script], interrupted());
    expect(ran.outcome).toBe('completed');
    const second = steps(ran).filter(({ process, call, path }) => process === 1 && `${call} ${path}` === tried);
    expect(second.length).toBeGreaterThan(3);
    expect(second.length).toBeLessThan(15);
  });

  it('waits in the same places, whether it is asked after each step or not', () => {
    const script = under('tries(lambda: os.mkdir(lock))', 'os.rmdir(lock)');
    for (let seed = 1; seed <= 5; seed++) {
      const [one, other] = [1, 2].map(() => bench.run([script, script], randomly(seed)));
      expect(one).toEqual(other);
    }
    const stepwise: Choose = (states, current) => ({
      process: current !== undefined && isReady(states[current.process]) ? current.process : states.findIndex(isReady),
    });
    expect(bench.run([script, script], stepwise)).toEqual(bench.run([script, script]));
  });

  it('waits although each try is a process of its own, and says so each time', () => {
    const shell = 'while ! mkdir $log.lock; do :; done; echo x >> $log; rmdir $log.lock';
    const script = code(`import os\nos.environ["log"] = file\nos.system('${shell}')`);
    const ran = bench.run([script, script], interrupted());
    expect(ran.outcome).toBe('completed');
    expect(steps(ran).filter(({ process, call }) => process === 1 && call === 'mkdir').length).toBeLessThan(15);
  });

  it.each([
    ['gives up after a hundred tries', 'for _ in range(100): os.path.exists(file)\nprint("given up")'],
    [
      'gives up after a minute',
      'import time\nend = time.time() + 60\nwhile time.time() < end: os.path.exists(file)\nprint("given up")',
    ],
  ])('goes on where nobody else can, and %s', (_, script) => {
    const ran = alone.run([code(`import os\n${script}`)]);
    expect(ran.outcome).toBe('completed');
    expect(printed(ran)).toContain('given up');
  });

  it('is stuck where nobody ever changes anything', () => {
    const waits = code('import os\nwhile not os.path.exists(file): pass');
    const ran = bench.run([waits, waits]);
    expect(ran.outcome).toBe('livelock');
    expect(steps(ran).length).toBeLessThan(1000);
  });

  it('goes on while it writes, prints or reads on', () => {
    const ran = bench.run([
      code(`import os\n${openLog}for _ in range(50): os.pwrite(log, b"x", 0)`),
      code('import os\nfor number in range(50): os.path.exists(file), print(number, flush=True)'),
    ]);
    expect(ran.outcome).toBe('completed');
    const turns = steps(ran).map(({ process }) => process);
    expect(turns).toEqual(turns.toSorted((one, other) => one - other));
  });
});
