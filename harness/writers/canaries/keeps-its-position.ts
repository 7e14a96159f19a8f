import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import { before, preempted, recordsPerFile, switchTo, type BrokenWriter } from './broken.js';
import { isTheLogs } from './descriptor.js';
import { whileLocked } from './lock.js';
import { rotate } from './rotate.js';

const keepsItsPosition: BrokenWriter = {
  name: 'keeps-its-position',
  bug: 'It notices that another has rotated and opens the new file, but goes on from where it was in the old one.',
  breaks: 'nothing-unexpected',
  rotation: recordsPerFile(3),
  minimum: { processes: 2, records: 2, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'mkdir', 'app.log.lock', 2))),
  rotations: ['none', 'size'],
  open({ file, rotation }) {
    const open = (): number => openSync(file, constants.O_WRONLY | constants.O_CREAT);
    let descriptor = open();
    let position = 0;
    /** Renames the log when there is no room for a line. The next append makes a new file. */
    const rotateUnlessRoomFor = (line: string): void => {
      if (rotation.kind !== 'size' || fstatSync(descriptor).size === 0) return;
      if (position + Buffer.byteLength(line) <= rotation.maxBytes) return;
      rotate(file, rotation.backups);
      position = 0;
    };
    const reopen = (): void => {
      if (isTheLogs(descriptor, file)) return;
      closeSync(descriptor);
      descriptor = open();
    };
    const append = (line: string): void => {
      reopen();
      position = Math.max(position, fstatSync(descriptor).size);
      rotateUnlessRoomFor(line);
      reopen();
      position += writeSync(descriptor, line, position);
      rotateUnlessRoomFor(line);
    };
    return {
      append: (record) => whileLocked(`${file}.lock`, () => append(`${record}\n`)),
      close: () => closeSync(descriptor),
    };
  },
};
export default keepsItsPosition;
