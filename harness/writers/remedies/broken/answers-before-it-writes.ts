import { loadLocks } from '../advisory-lock.js';
import { openAggregated } from '../aggregated.js';
import { soundOwner } from '../log-owner.js';
import { openRotatingFile } from '../rotating-file.js';
import { never, step, type BrokenRemedy } from './broken.js';

const answersBeforeItWrites: BrokenRemedy = {
  name: 'answers-before-it-writes',
  bug: 'Its owner answers at once and writes when it has time; when it is killed in between, the record is nowhere.',
  breaks: 'survives-kill',
  processes: 1,
  minimum: { processes: 1, records: 1, preemptions: 0, faults: 1 },
  rotation: never,
  faults: [{ kind: 'kill', when: 'before', at: step(0, 'write', 'app.log') }],
  preemptions: [],
  rotations: ['none', 'size'],
  guarantees: [],
  load: () => void loadLocks(),
  open: (request) =>
    openAggregated(request, {
      ...soundOwner,
      openFile(file, rotation) {
        const log = openRotatingFile(file, rotation);
        const waiting: string[] = [];
        const write = (): void => {
          for (const line of waiting.splice(0)) log.append(line);
        };
        return {
          append(line) {
            waiting.push(line);
            setImmediate(write);
          },
          close() {
            write();
            log.close();
          },
        };
      },
    }),
};
export default answersBeforeItWrites;
