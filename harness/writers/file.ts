import type { Writer } from './writer.js';
import { FileHandler } from './cpython.js';

/**
 * CPython 3.11's `FileHandler`: it opens the log for appending and writes each record with one write(2). On Linux a write
 * to a local file opened with O_APPEND finds its end and fills it under the file's lock, so processes can't disturb each
 * other.
 */
const file: Writer = {
  name: 'file',
  rotations: ['none'],
  guarantees: [
    'no-record-lost',
    'no-record-duplicated',
    'no-line-torn',
    'nothing-unexpected',
    'order-kept',
    'no-error',
    'not-stuck-after-kill',
    'mode-kept',
    'survives-clock-change',
  ],
  open({ file: path, rotation }) {
    if (rotation.kind !== 'none')
      throw new Error(`The writer file never rotates: it was asked to by ${rotation.kind}.`);
    const handler = new FileHandler(path);
    return { append: (record) => handler.emit(record), close: () => handler.close() };
  },
};

export default file;
