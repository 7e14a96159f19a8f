import { basename, dirname, extname, join } from 'node:path';
import { requirePackage } from '../require-package.js';
import type { Writer } from '../writer.js';
import { losslessAlone, soundAlone } from './alone.js';
import { failureOf } from './failure.js';
import { untilIdle } from './until-idle.js';

/**
 * Streams to files with a date in their names: a rotation opens the next one. Its `write` confirms no record
 * (file-stream-rotator 1.0, lib/FileStreamRotator.js), so that a record counts as acknowledged when the log is closed, which
 * waits for all files. Sizes are whole kibibytes, more than most logs here have, so it only rotates by time.
 */
export function fileStreamRotatorWriter(name: string, endStream: boolean): Writer {
  return {
    name,
    rotations: ['time'],
    guarantees: [],
    guaranteesAlone: endStream ? losslessAlone : soundAlone.filter((claim) => claim !== 'no-error'),
    acknowledges: 'close',
    numbering: 'onwards',
    load: () => void load(),
    open({ file, rotation }) {
      if (rotation.kind !== 'time' || rotation.periodMs !== 1000)
        throw new Error(`The writer ${name} rotates by time every 1,000 ms.`);
      const extension = extname(file);
      const stream = load().getStream({
        filename: join(dirname(file), `${basename(file, extension)}.%DATE%`),
        extension,
        frequency: 'date',
        date_format: 'YYYY-MM-DD_HH-mm-ss',
        // The live file counts as one of them.
        max_logs: String(rotation.backups + 1),
        audit_file: join(dirname(file), 'audit.json'),
        end_stream: endStream,
      });
      const failed = failureOf(stream);
      return {
        append: (record) => stream.write(`${record}\n`),
        async close() {
          stream.end();
          await Promise.race([untilIdle(), failed]);
        },
      };
    },
  };
}

const fileStreamRotator: Writer = fileStreamRotatorWriter('file-stream-rotator', true);
export default fileStreamRotator;

type Options = Parameters<(typeof import('file-stream-rotator'))['getStream']>[0];

/** What is used of the package, whose own types demand a last piece of text for `end`. */
interface Rotator {
  readonly write: (text: string) => void;
  readonly end: () => void;
  readonly once: (event: 'error', listener: (error: Error) => void) => unknown;
}

function load(): { readonly getStream: (options: Options) => Rotator } {
  return requirePackage('file-stream-rotator');
}
