import { never, openLocked, step, type BrokenRemedy } from './broken.js';

const joinsTornLines: BrokenRemedy = {
  name: 'joins-torn-lines',
  bug: 'It begins in the middle of the line that a process left torn when it was killed.',
  breaks: 'survives-kill',
  wrong: "A line holds p1's record 0 and a piece of p0's record 0.",
  processes: 2,
  rotation: never,
  faults: [
    { kind: 'short-write', at: step(0, 'write', 'app.log'), bytes: 10 },
    { kind: 'kill-before', at: step(0, 'write', 'app.log', 2) },
  ],
  preemptions: [],
  ...openLocked({ file: { endsTornLines: false } }),
};
export default joinsTornLines;
