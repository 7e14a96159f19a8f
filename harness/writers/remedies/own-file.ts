import type { Writer } from '../writer.js';
import { openRotatingFile } from './rotating-file.js';

/**
 * One log a process: `app.log.p0`, `app.log.p1` and so on, each rotated by its own process alone, so that none can
 * disturb another. A reader merges them (`mergeByTime`) by the time that stands before each record.
 *
 * A record that is torn by a kill is the last line of its own file, which ends when a process with that number opens the
 * file again. Two processes must not have one number at the same time. Backups are kept for each process, so that there are
 * more in all than were asked for.
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
