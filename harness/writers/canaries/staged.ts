import { appendFileSync, closeSync, constants, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { CanaryWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { exists } from './rotate.js';

const { O_WRONLY, O_CREAT, O_TRUNC, O_APPEND } = constants;

/** A writer that prepares each record in a temporary file, and appends that file to the log under a lock. */
export function stagesRecords(name: string, temporaryName: (file: string, process: number) => string): CanaryWriter {
  return {
    name,
    rotations: ['none'],
    open({ file, process }) {
      const temporary = temporaryName(file, process);
      return {
        async append(record) {
          stage(temporary, `${record}\n`);
          await whileLocked(`${file}.lock`, () => {
            if (!exists(temporary)) return;
            appendFileSync(file, readFileSync(temporary));
            rmSync(temporary);
          });
        },
        close: () => undefined,
      };
    },
  };
}

function stage(temporary: string, line: string): void {
  const descriptor = openSync(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND);
  writeSync(descriptor, line);
  closeSync(descriptor);
}
