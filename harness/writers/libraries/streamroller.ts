import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Writable } from 'node:stream';
import type { Rotation, Writer } from '../../writer.js';
import { losslessAlone } from './alone.js';

/**
 * log4js's streams. A record is acknowledged when the stream calls back for its write: by then it has been handed to the
 * file's own stream, and that has called back (streamroller 3.1, lib/RollingFileWriteStream.js, `_write`).
 */
const streamroller: Writer = {
  name: 'streamroller',
  rotations: ['size', 'time'],
  guarantees: [],
  guaranteesAlone: losslessAlone,
  open({ file, rotation }) {
    const stream = openStream(file, rotation);
    const failed = new Promise<never>((_, reject) => stream.once('error', reject));
    failed.catch(() => undefined);
    return {
      append: (record) =>
        new Promise((resolve, reject) => {
          stream.write(`${record}\n`, (error) => (error === null || error === undefined ? resolve() : reject(error)));
        }),
      async close() {
        stream.end();
        await Promise.race([once(stream, 'finish'), failed]);
      },
    };
  },
};

/** As far as it is used here; the package brings no types. */
interface Streamroller {
  readonly RollingFileStream: new (file: string, maxBytes: number, backups: number) => Writable;
  readonly DateRollingFileStream: new (file: string, pattern: string, options: { numBackups: number }) => Writable;
}

function openStream(file: string, rotation: Rotation): Writable {
  // Loaded here, so that a machine without it can still list this writer.
  const { RollingFileStream, DateRollingFileStream }: Streamroller = createRequire(import.meta.url)('streamroller');
  if (rotation.kind === 'size') return new RollingFileStream(file, rotation.maxBytes, rotation.backups);
  if (rotation.kind === 'time' && rotation.periodMs === 1000) {
    return new DateRollingFileStream(file, 'yyyy-MM-dd_hh-mm-ss', { numBackups: rotation.backups });
  }
  throw new Error('The writer streamroller rotates by size, or by time every 1,000 ms.');
}

export default streamroller;
