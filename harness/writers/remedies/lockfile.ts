import fs from 'node:fs';
import { claims } from '../../claim.js';
import type { Writer } from '../../writer.js';
import { openRotatingFile } from './rotating-file.js';

/** A lock that nobody has touched for so long is broken by whoever waits for it. */
const staleMs = 10_000;

/**
 * The same as `locked` under `proper-lockfile`, whose lock is a directory, `app.log.lock`. Who waits looks again after
 * 1 ms, then less and less often, up to every 20 ms, and after a minute refuses the record.
 *
 * Who is killed inside leaves the directory behind, and everybody waits until it is stale. Then it can be broken by two
 * at once: both find it stale, one removes it and makes its own, and the other removes that (proper-lockfile 4.1,
 * lib/lockfile.js, `acquireLock`). The same happens to a process that lives, but is stopped inside for longer than that.
 * So its promises hold as long as nobody is killed or stopped.
 */
const lockfile: Writer = {
  name: 'lockfile',
  rotations: ['none', 'size'],
  guarantees: claims,
  async open({ file, rotation }) {
    // Loaded here, so that a machine without it can still list this writer.
    const { default: properLockfile } = await import('proper-lockfile');
    const log = openRotatingFile(file, rotation);
    let compromised: Error | undefined;
    const options = {
      // It notes on this object how exact file times are: with one for each log, none remembers another.
      fs: { ...fs },
      realpath: false,
      stale: staleMs,
      retries: { retries: 4000, factor: 1.5, minTimeout: 1, maxTimeout: 20, maxRetryTime: 60_000, randomize: true },
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

export default lockfile;
