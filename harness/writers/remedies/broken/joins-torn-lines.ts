import { never, openLocked, step, type BrokenRemedy } from './broken.js';

const joinsTornLines: BrokenRemedy = {
  name: 'joins-torn-lines',
  bug: 'It begins in the middle of the line that a process left torn when it was killed.',
  breaks: 'survives-kill',
  processes: 2,
  minimum: { processes: 2, records: 1, preemptions: 0, faults: 1 },
  rotation: never,
  faults: [{ kind: 'kill', when: 'within', bytes: 10, at: step(0, 'write', 'app.log') }],
  preemptions: [],
  ...openLocked({ file: { endsTornLines: false } }),
};
export default joinsTornLines;
