import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { code } from '../fixtures/script.js';
import { gateSupport } from '../launch/support.js';

describe.runIf(gateSupport().able)('an alarm', () => {
  const bench = openBench({ members: [members.script] });
  afterAll(() => bench.close());
  const waits = {
    pause: 'signal.pause()',
    sigtimedwait: 'print(signal.sigtimedwait([signal.SIGALRM], 9000).si_signo)',
    'a long sleep': 'try: time.sleep(9000)\nexcept InterruptedError: pass',
  };
  const ring = (blocks: boolean): string =>
    `import signal, time\ndef ring(*_):\n  print("rings")\n  raise InterruptedError\nsignal.signal(signal.SIGALRM, ring if "${blocks}" == "false" else signal.SIG_DFL)\nif "${blocks}" == "true": signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\na = time.time()\n`;

  it.each(Object.entries(waits))('ends %s at its virtual time', (name, wait) => {
    const takes = name === 'sigtimedwait';
    const ran = bench.run([
      code(
        `${ring(takes)}signal.setitimer(signal.ITIMER_REAL, 3600)\ntry:\n  ${wait.replaceAll('\n', '\n  ')}\nexcept InterruptedError: pass\nprint(time.time() - a, signal.getitimer(signal.ITIMER_REAL))\nsignal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])`,
      ),
    ]);
    expect(printed(ran)).toBe(`${takes ? '14' : 'rings'}\n3600.0 (0.0, 0.0)\nclosed\n`);
  });

  it('goes off again and again, and tells how much is left', () => {
    const ran = bench.run([
      code(
        `import signal, time\nsignal.signal(signal.SIGALRM, lambda *_: print(time.time() - a))\na = time.time()\nsignal.setitimer(signal.ITIMER_REAL, 2, 3)\ntime.sleep(0.5)\nprint(signal.getitimer(signal.ITIMER_REAL))\nfor _ in range(3): signal.pause()\nprint(signal.alarm(0))`,
      ),
    ]);
    expect(printed(ran)).toBe('(1.5, 3.0)\n2.0\n5.0\n8.0\n3\nclosed\n');
  });

  it('that nobody handles ends its process', () => {
    const ran = bench.run([
      code('import signal\nsignal.signal(signal.SIGALRM, signal.SIG_DFL)\nsignal.alarm(60)\nsignal.pause()'),
    ]);
    expect(ran.states).toEqual([{ state: 'ended', code: null, signal: 'SIGALRM' }]);
  });
});
