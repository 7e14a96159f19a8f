import { describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { executedAsIs, python, written } from './fixtures/executed-as-is.js';

describe.runIf(gateSupport().able)('a signal that ends another process', () => {
  test.each(['os.kill(child', 'os.killpg(child', 'signal.pidfd_send_signal(os.pidfd_open(child)'])(
    'has done so before its sender goes on: %s',
    (how) => {
      const program = [
        'import os, signal, sys',
        'log = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)',
        'signal.signal(signal.SIGCHLD, lambda *_: os.write(log, b"died\\n"))',
        'child = os.fork()',
        'if child == 0: signal.pause()',
        'os.setpgid(child, child)',
        `${how}, signal.SIGTERM)`,
        'os.write(log, b"sent\\n")',
      ].join('\n');
      const execution = executedAsIs({ command: [python, '-c', program, '{log}'] });
      expect(execution.outcome).toEqual({ kind: 'completed' });
      expect(written(execution)).toEqual(['p0 died', 'p0 sent']);
    },
  );
});
