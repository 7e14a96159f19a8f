import { appendFileSync, copyFileSync, truncateSync } from 'node:fs';
import { before, everySecond, lostWhereBackupsAreFew, type BrokenWriter } from './broken.js';
import { datedName, periodNow, prune } from './dated.js';
import { whileLocked } from './lock.js';
import { exists, sizeOf } from './rotate.js';

const copiesThenTruncates: BrokenWriter = {
  name: 'copies-then-truncates',
  bug: 'It copies the log and empties it then, and what another appends in between is in neither.',
  breaks: 'no-record-lost',
  alsoBreaks: lostWhereBackupsAreFew,
  rotation: everySecond,
  minimum: { processes: 2, records: 2, preemptions: 1, ticks: 1 },
  schedule: {
    preemptions: [{ before: before(0, 'truncate', 'app.log'), run: 1 }],
    faults: [{ kind: 'tick', before: before(0, 'write', 'app.log'), byMs: 1000 }],
  },
  rotations: ['none', 'time'],
  open({ file, rotation }) {
    let latest = periodNow(rotation);
    const rotate = (dated: string, backups: number): void => {
      if (exists(dated) || sizeOf(file) === 0) return;
      copyFileSync(file, dated);
      truncateSync(file);
      prune(file, backups);
    };
    return {
      async append(record) {
        if (rotation.kind === 'time' && periodNow(rotation) > latest) {
          await whileLocked(`${file}.lock`, () => {
            latest = periodNow(rotation);
            rotate(datedName(file, rotation, latest), rotation.backups);
          });
        }
        appendFileSync(file, `${record}\n`);
      },
      close: () => undefined,
    };
  },
};
export default copiesThenTruncates;
