import fs from 'node:fs';
import type { Writer } from '../writer.js';
import { keptWithoutFaults } from './guarantees.js';
import { openRotatingFile } from './rotating-file.js';

/** A lock that has not been touched for so long is broken by a process that waits for it. */
const staleMs = 10_000;

/** How long to wait between two tries. After the last of these waits, the first follows again. */
const waits = { retries: 12, factor: 1.8, minTimeout: 1, maxTimeout: 250, maxRetryTime: 60_000 };

/**
 * Works as `locked` does, but with `proper-lockfile`, whose lock is a directory, `app.log.lock`. A process that waits looks
 * again after 1 ms, then less and less often, up to every 250 ms, twelve times, and begins anew; after a minute it refuses
 * the record.
 *
 * A process that is killed while it holds the lock leaves the directory behind, and all others wait until it is stale. Then
 * two can break it at once: both find it stale, one removes it and makes its own, and the other removes that
 * (proper-lockfile 4.1, lib/lockfile.js, `acquireLock`). The same happens to a process that is stopped for so long while it
 * holds the lock. So its promises about records hold as long as no process is killed or stopped.
 */
const lockfile: Writer = {
  name: 'lockfile',
  rotations: ['none', 'size'],
  guarantees: [...keptWithoutFaults, 'not-stuck-after-kill', 'fails-loudly', 'mode-kept'],
  load: async () => void (await loadLocks()),
  async open({ file, rotation }) {
    const properLockfile = await loadLocks();
    const log = openRotatingFile(file, rotation);
    let compromised: Error | undefined;
    const options = {
      // The package notes on this object how exact file times are, so each log gets an object of its own.
      fs: { ...fs },
      realpath: false,
      stale: staleMs,
      retries: { ...waits, forever: true, randomize: true },
      onCompromised: (error: Error) => void (compromised = error),
    };
    return {
      async append(record) {
        const release = await properLockfile.lock(file, options);
        try {
          if (compromised !== undefined) throw compromised;
          log.append(record);
        } finally {
          compromised = undefined;
          await release();
        }
      },
      close: log.close,
    };
  },
};

/** Imported when it is called, so that a machine without the package can still list this writer. */
async function loadLocks() {
  return (await import('proper-lockfile')).default;
}

export default lockfile;
