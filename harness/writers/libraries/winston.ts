import { once } from 'node:events';
import { requirePackage } from '../require-package.js';
import type { Writer } from '../writer.js';
import { soundAlone } from './alone.js';
import { failureOf } from './failure.js';
import { untilIdle } from './until-idle.js';

/**
 * The `File` transport of winston. It calls back for a record before anything is written, and emits `logged` when the record
 * has left the first of its streams (winston 3.19, lib/winston/transports/file.js, `log`), so records count as acknowledged
 * when the log is closed.
 *
 * What is logged before its file is open is lost if it fills the file (`rotatedWhileOpening`), so `open` waits for the file.
 * Ending a transport that is still rotating loses its tail, so `close` first waits until it is idle. A rotation that begins
 * while more than a buffer of 16 KiB waits loses what waits, whatever its user does: the transport removes its own reader
 * from a stream that is being read to its end. So it loses records even alone.
 */
export function winstonWriter(
  name: string,
  how: { readonly tailable?: boolean; readonly zippedArchive?: boolean },
): Writer {
  return {
    name,
    rotations: ['none', 'size'],
    guarantees: [],
    guaranteesAlone: soundAlone,
    acknowledges: 'close',
    numbering: how.tailable === true ? 'backwards' : 'onwards',
    load: () => void load(),
    async open({ file: filename, rotation }) {
      const { createLogger, format, transports } = load();
      // The live file counts as one of them.
      const size = rotation.kind === 'size' ? { maxsize: rotation.maxBytes, maxFiles: rotation.backups + 1 } : {};
      const line = format.printf(({ message }) => String(message));
      const transport = new transports.File({ filename, ...size, ...how, format: line });
      const logger = createLogger({ transports: [transport] });
      const failed = failureOf(logger);
      await Promise.race([once(transport, 'open'), failed]);
      return {
        append: (record) => void logger.info(record),
        async close() {
          await Promise.race([untilIdle(), failed]);
          logger.end();
          await Promise.race([once(transport, 'finish'), failed]);
          await untilIdle();
        },
      };
    },
  };
}

const winston: Writer = winstonWriter('winston', {});
export default winston;

function load(): typeof import('winston') {
  return requirePackage('winston');
}
