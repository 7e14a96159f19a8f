import type { Writer } from '../writer.js';
import { openRotatingFile } from './rotating-file.js';

/**
 * One log a process: `app.log.p0`, `app.log.p1` and so on, each rotated by its own process alone, so that none can
 * disturb another. Whoever reads merges them (`mergeByTime`) by the time that stands before each record.
 *
 * Who is killed has written a record or not; a torn one is the last line of its own file, and is ended when a process with
 * that number opens it again. Two processes must not bear one number at the same time. Backups are kept for each process,
 * so that there are more in all than were asked for.
 */
const ownFile: Writer = {
  name: 'own-file',
  rotations: ['none', 'size'],
  guarantees: [
    'no-record-lost',
    'no-record-duplicated',
    'no-line-torn',
    'nothing-unexpected',
    'order-kept',
    'threshold-kept',
    'no-error',
    'survives-kill',
    'survives-clock-change',
    'not-stuck-after-kill',
    'fails-loudly',
  ],
  guaranteesAlone: ['retention-kept'],
  open({ file, rotation, process }) {
    const log = openRotatingFile(`${file}.p${process}`, rotation);
    let lastMs = 0;
    return {
      append(record) {
        // A clock that is set back must not change the order of what one process has written.
        lastMs = Math.max(lastMs, Date.now());
        log.append(`${new Date(lastMs).toISOString()} ${record}`);
      },
      close: log.close,
    };
  },
};

export default ownFile;
