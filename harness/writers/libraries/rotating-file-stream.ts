import { basename, dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { requirePackage } from '../require-package.js';
import type { Claim } from '../../claims/index.js';
import type { Rotation } from '../../scenario/rotation.js';
import type { OpenRequest, Writer } from '../writer.js';
import { losslessAlone } from './alone.js';
import { logThrough } from './stream-log.js';

type Options = NonNullable<Parameters<typeof import('rotating-file-stream').createStream>[1]>;

/** It reuses the numbers of removed files, so that their names do not tell which file is older. */
export const keptAlone: readonly Claim[] = losslessAlone.filter((claim) => claim !== 'order-kept');

/**
 * A stream that renames its file. A record is acknowledged when the stream calls back for its write: by then the file has
 * taken it, and where the file was full it has been rotated (rotating-file-stream 3.2, dist/cjs/index.js, `rewrite`).
 */
export function rotatingFileStreamWriter(
  name: string,
  { rotations, ...how }: { readonly rotations: readonly Rotation['kind'][]; readonly compress?: 'gzip' },
): Writer {
  return {
    name,
    rotations,
    numbering: 'usual',
    guarantees: [],
    guaranteesAlone: keptAlone,
    load: () => void load(),
    open: (request) => logThrough(openStream(request, how)),
  };
}

const rotatingFileStream: Writer = rotatingFileStreamWriter('rotating-file-stream', {
  rotations: ['none', 'size'],
});
export default rotatingFileStream;

/** A full file is given a name with a date and the first number that is free; a list of them is kept beside it. */
export function openStream({ file, rotation }: Omit<OpenRequest, 'process'>, { compress }: Options): Writable {
  const live = basename(file);
  const nameOf = (time: Date | number | null, index = 0): string =>
    time instanceof Date ? `${live}.${minuteOf(time)}.${index}${compress === undefined ? '' : '.gz'}` : live;
  return load().createStream(nameOf, {
    path: dirname(file),
    ...rotationOptions(rotation),
    ...(compress !== undefined && { compress }),
  });
}

function rotationOptions(rotation: Rotation): Options {
  if (rotation.kind === 'none') return {};
  const maxFiles = rotation.backups;
  if (rotation.kind === 'size') return { size: `${rotation.maxBytes}B`, maxFiles };
  if (rotation.periodMs % 1000 === 0) return { interval: `${rotation.periodMs / 1000}s`, maxFiles };
  throw new Error('The stream rotates by size, or by time every so many seconds.');
}

/** As exact as the names that the library gives by itself. */
function minuteOf(time: Date): string {
  return time.toISOString().slice(0, 16).replace('T', '_').replace(':', '-');
}

export function load(): typeof import('rotating-file-stream') {
  return requirePackage('rotating-file-stream');
}
