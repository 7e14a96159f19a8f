import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { code, openLog } from '../fixtures/script.js';
import type { Choose } from '../execute.js';
import { gateSupport } from '../launch/support.js';
import type { HeldStep } from '../world/step.js';

const writing = code(
  `import os, signal, time
signal.signal(signal.SIGUSR1, lambda *_: os.write(2, b"asked\\n"))
${openLog}try: os.write(log, b"12345")
except OSError as error: os.write(2, b"failed with %d\\n" % error.errno)`,
);

describe.runIf(gateSupport().able)('a process that holds a step', () => {
  const bench = openBench({ members: [members.script] });
  afterAll(() => bench.close());

  /** Does something where the process is about to write, and kills it then. */
  function atItsWrite(act: (step: HeldStep) => void): void {
    const choose: Choose = ([state]) => {
      const step = state?.state === 'ready' ? state.steps[0] : undefined;
      if (step?.call !== 'write') return { process: 0 };
      act(step);
      return { kill: 0 };
    };
    expect(bench.run([writing], choose).files).toEqual({ 'app.log': '' });
  }

  it('handles a signal in the midst of its call, which fails', () => {
    let printed = '';
    atItsWrite((step) => (printed = bench.session.signalAt(step, 'SIGUSR1')));
    expect(printed.split('\n')).toEqual(expect.arrayContaining(['asked', 'failed with 5']));
  });

  it('ends by a signal that it does not handle', () => {
    atItsWrite((step) => {
      bench.session.signalAt(step, 'SIGILL');
      expect(bench.session.states()).toEqual([{ state: 'ended', code: null, signal: 'SIGILL' }]);
    });
  });

  it('is stopped for a debugger', () => {
    atItsWrite((step) => {
      const { pid } = bench.session.holderOf(step);
      expect(bench.session.stopAt(step)).toBe(true);
      expect(readFileSync(`/proc/${pid}/stat`, 'latin1')).toMatch(/\) T /);
    });
  });
});
