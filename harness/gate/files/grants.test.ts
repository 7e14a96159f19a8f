import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { steps } from '../fixtures/ran.js';
import { gateSupport } from '../launch/support.js';
import { conflicts } from '../world/step.js';
import type { Choose, Ran } from '../execute.js';

const code = (lines: string): object => ({
  code: `import fcntl, os\nlog = os.open(file, os.O_RDWR | os.O_CREAT)\n${lines}`,
});
/** A member's steps with the locks among what they touch. */
const withLocks = (ran: Ran, process: number): string[] =>
  steps(ran)
    .filter((step) => step.process === process)
    .map(({ call, footprint }) => [call, ...footprint.map(({ object }) => object).filter(isLock)].join(' '));
const isLock = (object: string): boolean => object.startsWith('lock:');

const locking = {
  flock: 'fcntl.flock(log, fcntl.LOCK_EX)\n',
  'POSIX lock': 'fcntl.lockf(log, fcntl.LOCK_EX)\n',
};
const killedAtWrite: Choose = ([state]) => ({
  process: 0,
  ...(state?.state === 'ready' && state.steps[0]?.call === 'write' ? { answer: { thenKill: true } } : {}),
});

describe.runIf(gateSupport().able)('a step of a process that holds a lock', () => {
  const bench = openBench({ members: [members.script, members.script] });
  afterAll(() => bench.close());

  it.each(Object.entries(locking))(
    '%s: conflicts with another taking it, up to the step before the close',
    (_, lock) => {
      const ran = bench.run([
        code(`${lock}os.truncate(file, 0)\nos.close(log)\nos.link(file, file + ".1")`),
        code(`${lock}os.close(log)`),
      ]);
      expect(withLocks(ran, 0)).toEqual(['open', 'lock lock:1', 'truncate lock:1', 'link']);
      expect(withLocks(ran, 1)).toEqual(['open', 'lock lock:1']);
      const [, , beforeClose] = steps(ran);
      expect(conflicts(beforeClose?.footprint ?? [], steps(ran).at(-1)?.footprint ?? [])).toBe(true);
    },
  );

  it('conflicts as long as a child of it holds the lock too', () => {
    const ran = bench.run([
      code(
        `${locking.flock}if os.fork() == 0:\n  os.truncate(file, 1)\n  os.truncate(file, 2)\n  os._exit(0)\nos.close(log)\nos.wait()\nos.truncate(file, 3)`,
      ),
    ]);
    expect(withLocks(ran, 0)).toEqual(['open', 'lock lock:1', 'truncate lock:1', 'truncate lock:1', 'truncate']);
  });

  it('conflicts even where the process exits, or is killed before it learns of it', () => {
    const exits = bench.run([code(`${locking.flock}os.write(log, b"x")\nos._exit(0)`)]);
    expect(withLocks(exits, 0)).toEqual(['open', 'lock lock:1', 'write lock:1']);
    const killed = bench.run([code(`${locking.flock}os.write(log, b"x")`)], killedAtWrite);
    expect(withLocks(killed, 0)).toEqual(['open', 'lock lock:1', 'write lock:1']);
  });
});
