import type { Writable } from 'node:stream';
import { requirePackage } from '../require-package.js';
import type { Rotation } from '../../scenario/rotation.js';
import type { OpenRequest, Writer } from '../writer.js';
import { losslessAlone } from './alone.js';
import { logThrough } from './stream-log.js';

/**
 * log4js's streams. A record is acknowledged when the stream calls back for its write: by then the file's own stream has
 * taken it and called back (streamroller 3.1, lib/RollingFileWriteStream.js, `_write`).
 */
export function streamrollerWriter(
  name: string,
  kind: Exclude<Rotation['kind'], 'none'>,
  openStream: (request: OpenRequest) => Writable,
): Writer {
  return {
    name,
    rotations: [kind],
    guarantees: [],
    guaranteesAlone: losslessAlone,
    load: () => void load(),
    open: (request) => logThrough(openStream(request)),
  };
}

/** Full files are renamed along a chain, app.log.1 to app.log.2. */
const streamroller: Writer = streamrollerWriter('streamroller', 'size', ({ file, rotation }) => {
  if (rotation.kind !== 'size') throw new Error('The writer streamroller rotates by size.');
  const { RollingFileStream } = load();
  return new RollingFileStream(file, rotation.maxBytes, rotation.backups);
});
export default streamroller;

/** What is used of the package, which brings no types. */
interface Streamroller {
  readonly RollingFileStream: new (file: string, maxBytes: number, backups: number) => Writable;
  readonly DateRollingFileStream: new (file: string, pattern: string, options: { numBackups: number }) => Writable;
}

export function load(): Streamroller {
  return requirePackage('streamroller');
}
