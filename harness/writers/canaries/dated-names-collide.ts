import { everySecond, lostWhereBackupsAreFew, before, type BrokenWriter } from './broken.js';
import { rotatesEachPeriod } from './each-period.js';

const datedNamesCollide: BrokenWriter = {
  ...rotatesEachPeriod('dated-names-collide', () => true),
  bug: 'Each process rotates when a period begins, and all of them to the same dated name.',
  breaks: 'no-record-lost',
  alsoBreaks: lostWhereBackupsAreFew,
  rotation: everySecond,
  minimum: { processes: 2, records: 2, preemptions: 0, ticks: 1 },
  schedule: {
    preemptions: [],
    faults: [{ kind: 'tick', before: before(0, 'mkdir', 'app.log.lock', 2), byMs: 1000 }],
  },
};
export default datedNamesCollide;
