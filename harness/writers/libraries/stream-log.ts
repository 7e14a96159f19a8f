import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { OpenLog } from '../writer.js';

/** A log behind a stream that calls back for a write once it has handed it on. */
export function logThrough(stream: Writable): OpenLog {
  // `append` and `close` report an error. Without a listener it would also end the process.
  stream.on('error', () => undefined);
  return {
    append: (record) =>
      new Promise((resolve, reject) => {
        stream.write(`${record}\n`, (error) => (error === null || error === undefined ? resolve() : reject(error)));
      }),
    async close() {
      stream.end();
      await finished(stream);
    },
  };
}
