import { writeSync } from 'node:fs';
import type { Writer } from '../writer.js';
import { loadLocks, openLock } from './advisory-lock.js';
import { shiftBackups } from './backups.js';
import { openLiveFile, type Current } from './live-file.js';

/**
 * Appends without a lock. Before each record it looks whether the log's name still belongs to the file that it has open,
 * and opens the new one if not. Between that look and the write the file may be rotated: then the record stands at the end
 * of the rotated file. So nothing is lost that retention doesn't remove, and each process's records keep their order,
 * since the name only ever passes to a newer file; but the threshold is not kept.
 *
 * One process rotates: the first to get an advisory lock, which it holds until it closes its log. When it is killed, the
 * kernel releases the lock; the next process that appends gets it, and completes the rotation.
 *
 * A record is one write. On a full disk, or when its process is killed within the write, the system takes only a part of it,
 * and another process's record may follow in the same line. The partial record is refused, and the next one of its process
 * begins a line of its own; but the record that followed is damaged, which only a lock could prevent.
 */
const reopening: Writer = {
  name: 'reopening',
  rotations: ['none', 'size'],
  guarantees: [
    'no-record-lost',
    'no-record-duplicated',
    'no-line-torn',
    'nothing-unexpected',
    'order-kept',
    'retention-kept',
    'no-error',
    'not-stuck-after-kill',
    'mode-kept',
    'survives-clock-change',
    'survives-logrotate',
  ],
  guaranteesAlone: ['threshold-kept'],
  load: () => void loadLocks(),
  open({ file, rotation }) {
    const live = openLiveFile(file);
    const election = rotation.kind === 'size' ? openLock(`${file}.rotator.lock`) : undefined;
    let isElected = false;
    let hasTornLine = false;

    /** The descriptor to append to. A rotation that is due comes first, if this process is the one that rotates. */
    const fileFor = (lineBytes: number): number => {
      const isDue = ({ bytes }: Current): boolean =>
        rotation.kind === 'size' && bytes > 0 && bytes + lineBytes > rotation.maxBytes;
      let log = live.current();
      if (isDue(log) && !isElected && election?.tryHold() === true) {
        isElected = true;
        // The process that was elected before may have rotated just now.
        log = live.current();
      }
      if (rotation.kind !== 'size' || !isElected || !isDue(log)) return log.descriptor;
      shiftBackups(file, rotation.backups);
      return live.current().descriptor;
    };
    return {
      append(record) {
        const bytes = Buffer.from(`${hasTornLine ? '\n' : ''}${record}\n`);
        const written = writeSync(fileFor(bytes.length), bytes);
        hasTornLine = written < bytes.length;
        if (hasTornLine) throw new Error(`The system took only ${written} of ${bytes.length} bytes.`);
      },
      close() {
        live.close();
        election?.close();
      },
    };
  },
};

export default reopening;
