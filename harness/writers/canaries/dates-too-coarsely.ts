import { before, everySecond, lostWhereBackupsAreFew, type BrokenWriter } from './broken.js';
import { datedName } from './dated.js';
import { rotatesEachPeriod } from './each-period.js';

const secondsLength = '-00'.length;

const datesTooCoarsely: BrokenWriter = {
  ...rotatesEachPeriod(
    'dates-too-coarsely',
    () => true,
    (...when) => datedName(...when).slice(0, -secondsLength),
  ),
  bug: 'It rotates every second, but to a name that tells the minute alone.',
  breaks: 'no-record-lost',
  alsoBreaks: lostWhereBackupsAreFew,
  rotation: everySecond,
  minimum: { processes: 1, records: 3, preemptions: 0, ticks: 2 },
  schedule: {
    preemptions: [],
    faults: [2, 3].map((record) => ({
      kind: 'tick',
      before: before(0, 'mkdir', 'app.log.lock', record),
      byMs: 1000,
    })),
  },
};
export default datesTooCoarsely;
