import { once, type EventEmitter } from 'node:events';
import type { DestinationStream } from 'pino';
import { requirePackage } from '../require-package.js';
import type { OpenLog, Writer } from '../writer.js';
import { losslessAlone } from './alone.js';

/** What pino writes to, whatever is behind it. */
export type Destination = DestinationStream & EventEmitter & { end: () => void };

/**
 * pino into a file, by its own destination. By default that writes synchronously, so a record counts as acknowledged when the
 * call returns: it is in the file by then, whole (sonic-boom 4.2, index.js, `actualWrite`). Where it writes asynchronously
 * no record is confirmed, so records count as acknowledged when the destination has closed.
 */
export function pinoWriter(name: string, { sync }: { readonly sync: boolean }): Writer {
  return {
    name,
    rotations: ['none'],
    guarantees: [],
    guaranteesAlone: losslessAlone,
    acknowledges: sync ? 'append' : 'close',
    load: () => void load(),
    async open({ file }) {
      const destination = load().destination({ dest: file, sync, append: true });
      await once(destination, 'ready');
      return logTo(destination);
    },
  };
}

const pino: Writer = pinoWriter('pino', { sync: true });
export default pino;

/** A log through pino. Its lines are cut down to their messages just before they are written. */
export function logTo(destination: Destination): OpenLog {
  const closed = once(destination, 'close');
  closed.catch(() => undefined);
  let broken: Error | undefined;
  destination.on('error', (error: Error) => void (broken ??= error));
  const logger = load()({ base: null, timestamp: false, hooks: { streamWrite: messageOf } }, destination);
  return {
    append(record) {
      logger.info(record);
      if (broken !== undefined) throw broken;
    },
    async close() {
      destination.end();
      await closed;
    },
  };
}

function messageOf(line: string): string {
  const { msg }: { msg: string } = JSON.parse(line);
  return `${msg}\n`;
}

export function load(): typeof import('pino').pino {
  return requirePackage('pino');
}
