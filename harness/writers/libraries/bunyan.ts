import type { EventEmitter } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { requirePackage } from '../require-package.js';
import type { OpenRequest, Writer } from '../writer.js';
import { losslessAlone } from './alone.js';

/**
 * bunyan's rotating file, which a timer renames along a chain of numbers. It has no callback for a record and no way to close
 * (bunyan 2.0, lib/bunyan.js, `RotatingFileStream`). So `close` waits until no rotation is under way, removes the timer and
 * ends the stream; then all records count as acknowledged.
 */
const bunyan: Writer = {
  name: 'bunyan',
  rotations: ['time'],
  guarantees: [],
  guaranteesAlone: losslessAlone,
  acknowledges: 'close',
  load: () => void load(),
  open(request) {
    const rotating = openStream(request);
    let broken: Error | undefined;
    rotating.on('error', (error: Error) => void (broken ??= error));
    const logger = load().createLogger({
      name: 'app',
      streams: [{ type: 'raw', stream: { write: (line: object) => rotating.write(messageOf(line)) } }],
    });
    return {
      append: (record) => logger.info(record),
      async close() {
        while (rotating.rotating) await drained(rotating);
        clearTimeout(rotating.timeout);
        rotating.stream.end();
        await finished(rotating.stream);
        if (broken !== undefined) throw broken;
      },
    };
  },
};
export default bunyan;

/** A rotation ends so, whatever went wrong. */
function drained(rotating: RotatingFileStream): Promise<void> {
  return new Promise((resolve) => rotating.once('drain', resolve));
}

/** What is used of the package, which brings no types. */
interface RotatingFileStream extends EventEmitter {
  readonly write: (line: string) => boolean;
  readonly rotating: boolean;
  readonly timeout: NodeJS.Timeout;
  readonly stream: Writable;
}

interface Bunyan {
  readonly createLogger: (options: object) => { readonly info: (message: string) => void };
  readonly RotatingFileStream: new (options: object) => RotatingFileStream;
}

function openStream({ file, rotation }: OpenRequest): RotatingFileStream {
  if (rotation.kind !== 'time') throw new Error('The writer bunyan rotates by time.');
  const { RotatingFileStream } = load();
  return new RotatingFileStream({ path: file, period: `${rotation.periodMs}ms`, count: rotation.backups });
}

function messageOf(line: object): string {
  return 'msg' in line ? `${String(line.msg)}\n` : '';
}

function load(): Bunyan {
  return requirePackage('bunyan');
}
