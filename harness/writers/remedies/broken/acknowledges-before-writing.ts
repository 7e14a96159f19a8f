import { never, openLocked, step, type BrokenRemedy } from './broken.js';

const acknowledgesBeforeWriting: BrokenRemedy = {
  name: 'acknowledges-before-writing',
  bug: 'It acknowledges a record that it keeps in memory until the next one comes.',
  breaks: 'survives-kill',
  wrong: "p0's record 0 is lost.",
  processes: 2,
  rotation: never,
  faults: [{ kind: 'kill-before', at: step(0, 'write', 'app.log') }],
  preemptions: [],
  ...openLocked({
    wrap(log) {
      let kept: string | undefined;
      const write = async (): Promise<void> => {
        if (kept !== undefined) await log.append(kept);
        kept = undefined;
      };
      return {
        async append(record) {
          await write();
          kept = record;
        },
        async close() {
          await write();
          await log.close();
        },
      };
    },
  }),
};
export default acknowledgesBeforeWriting;
