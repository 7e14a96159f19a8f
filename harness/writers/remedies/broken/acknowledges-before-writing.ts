import { never, openLocked, step, type BrokenRemedy } from './broken.js';

const acknowledgesBeforeWriting: BrokenRemedy = {
  name: 'acknowledges-before-writing',
  bug: 'It acknowledges a record that it keeps in memory until the next one comes.',
  breaks: 'survives-kill',
  processes: 2,
  minimum: { processes: 1, records: 1, preemptions: 0, faults: 1 },
  rotation: never,
  faults: [{ kind: 'kill', when: 'before', at: step(0, 'write', 'app.log') }],
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
