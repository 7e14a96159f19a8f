import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { never, type BrokenWriter } from './broken.js';

const truncatesAtOpen: BrokenWriter = {
  name: 'truncates-at-open',
  bug: 'It begins a new log whenever a process opens it.',
  breaks: 'no-record-lost',
  rotation: never,
  minimum: { processes: 2, records: 1, preemptions: 0 },
  rotations: ['none'],
  open({ file }) {
    const { O_WRONLY, O_CREAT, O_TRUNC, O_APPEND } = constants;
    const descriptor = openSync(file, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND);
    return {
      append: (record) => void writeSync(descriptor, `${record}\n`),
      close: () => closeSync(descriptor),
    };
  },
};
export default truncatesAtOpen;
