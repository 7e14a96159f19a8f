import { once } from 'node:events';
import { requirePackage } from '../require-package.js';
import type { Writer } from '../writer.js';
import { losslessAlone } from './alone.js';
import { load, logTo, type Destination } from './pino.js';

/**
 * pino's transport into a file, which runs in a worker thread. What is logged is handed to that thread by way of memory that
 * both share, and nothing is said of a record; so it counts as acknowledged when the thread has ended (thread-stream 4,
 * index.js, `end`).
 */
const pinoWorker: Writer = {
  name: 'pino-worker',
  rotations: ['none'],
  guarantees: [],
  guaranteesAlone: losslessAlone,
  acknowledges: 'close',
  load: () => void load(),
  async open({ file }) {
    const transport = openTransport(file);
    await once(transport, 'ready');
    const { append, close } = logTo(transport);
    return {
      append,
      close() {
        // It does not keep its process from ending.
        transport.ref();
        return close();
      },
    };
  },
};
export default pinoWorker;

/** The package's types leave out `ref`. */
function openTransport(destination: string): Destination & { readonly ref: () => void } {
  const pino = requirePackage('pino');
  return pino.transport({ target: 'pino/file', options: { destination, append: true } });
}
