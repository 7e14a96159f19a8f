import { basename, dirname, extname, join } from 'node:path';
import { requirePackage } from '../require-package.js';
import type { Claim } from '../../claims/index.js';
import type { Rotation } from '../../scenario/rotation.js';
import type { Writer } from '../writer.js';
import { losslessAlone } from './alone.js';
import { failureOf } from './failure.js';
import { untilIdle } from './until-idle.js';

/**
 * winston's transport to files with a date and a number in their names. It calls back for a record as soon as the file's
 * stream has been given it (winston-daily-rotate-file 5.0, daily-rotate-file.js, `log`), so a record counts as acknowledged
 * when the log is closed. The logger's `finish` waits neither for files that a rotation has ended nor for those that are
 * being compressed; `close` waits for both.
 */
export function dailyRotateFileWriter(
  name: string,
  how: { readonly zippedArchive?: boolean },
  guaranteesAlone: readonly Claim[],
): Writer {
  return {
    name,
    rotations: ['size', 'time'],
    guarantees: [],
    guaranteesAlone,
    acknowledges: 'close',
    numbering: 'onwards',
    load: () => void load(),
    open({ file, rotation }) {
      const { createLogger, format, DailyRotateFile } = load();
      const extension = extname(file);
      const transport = new DailyRotateFile({
        dirname: dirname(file),
        filename: `${basename(file, extension)}.%DATE%`,
        extension,
        // By default its name is a hash of all options, the directory among them.
        auditFile: join(dirname(file), 'audit.json'),
        format: format.printf(({ message }) => String(message)),
        ...rotationOptions(name, rotation),
        ...how,
      });
      const logger = createLogger({ transports: [transport] });
      const failed = failureOf(logger);
      return {
        append: (record) => void logger.info(record),
        async close() {
          logger.end();
          await Promise.race([untilIdle(), failed]);
        },
      };
    },
  };
}

const winstonDailyRotateFile: Writer = dailyRotateFileWriter('winston-daily-rotate-file', {}, losslessAlone);
export default winstonDailyRotateFile;

function rotationOptions(name: string, rotation: Rotation) {
  if (rotation.kind === 'none') return {};
  // The live file counts as one of them.
  const maxFiles = rotation.backups + 1;
  if (rotation.kind === 'size') return { maxSize: gibibytes(rotation.maxBytes), maxFiles };
  if (rotation.periodMs === 1000) return { datePattern: 'YYYY-MM-DD_HH-mm-ss', maxFiles };
  throw new Error(`The writer ${name} rotates by size, or by time every 1,000 ms.`);
}

/** It counts bytes in whole kibibytes, but takes a fraction of a larger unit exactly. */
function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(30)}g`;
}

function load() {
  const { createLogger, format }: typeof import('winston') = requirePackage('winston');
  const DailyRotateFile: typeof import('winston-daily-rotate-file') = requirePackage('winston-daily-rotate-file');
  return { createLogger, format, DailyRotateFile };
}
