import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { code } from '../fixtures/script.js';
import { keepToOwnProcessor } from '../index.js';
import { closeDescriptor, mustCall } from '../kernel/call.js';
import { openFlag, socketFamily, socketType } from '../kernel/flags.js';
import { processorName, processorsBefore } from '../kernel/processor.js';
import { bindTo } from '../kernel/socket.js';
import { gateSupport } from '../launch/support.js';

const tells = (before = ''): object => code(`import os\n${before}\nprint(sorted(os.sched_getaffinity(0)))`);

function told(lines: object): string {
  const bench = openBench({ members: [members.script] });
  const ran = bench.run([lines]);
  bench.close();
  return printed(ran);
}

describe.runIf(gateSupport().able && availableParallelism() > 1)(
  'a thread that keeps to a processor of its own',
  () => {
    it('does not let programs know', () => {
      const free = told(tells());
      const leave = keepToOwnProcessor();
      const kept = told(tells());
      leave();
      expect(kept).toEqual(free);
    });

    it('leaves them the choice', () => {
      const leave = keepToOwnProcessor();
      const kept = told(tells('os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})'));
      leave();
      expect(kept).toMatch(/^\[\d+\]\n/);
    });

    it('has none where all are taken', () => {
      const taken = Array.from({ length: 1024 }, (_, processor) => {
        const socket = mustCall('socket', socketFamily.unix, socketType.datagram | openFlag.closeOnExec, 0);
        bindTo(socket, processorName(processor));
        return socket;
      });
      const leave = keepToOwnProcessor();
      const before = processorsBefore(0, 128);
      leave();
      taken.forEach(closeDescriptor);
      expect(before).toBeUndefined();
    });
  },
);
