import { once } from 'node:events';
import { requirePackage } from '../require-package.js';
import type { Writer } from '../writer.js';
import { losslessAlone } from './alone.js';
import { load, logTo, type Destination } from './pino.js';

/**
 * pino's transport into a file, which runs in a worker thread. What is logged goes to that thread through shared memory, and
 * no record is confirmed; so records count as acknowledged when the thread has ended (thread-stream 4, index.js, `end`).
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
        // By itself it does not keep its process from ending.
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
