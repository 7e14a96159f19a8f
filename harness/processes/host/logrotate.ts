import {
  closeSync,
  constants,
  fchmodSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import type { LogrotateMode } from '../../scenario/scenario.js';
import { inputLines } from './input-lines.js';

/** What it is asked for: the log that is to be rotated, and how. */
export interface LogrotateOrder {
  readonly file: string;
  readonly mode: LogrotateMode;
}

/**
 * The child process that rotates a log for the first time as logrotate 3.21 does (logrotate.c, `rotateSingleLog`,
 * `createOutputFile` and `copyTruncate`): the same calls in the same order on the log, but none on its own state.
 */
function rotate({ file, mode }: LogrotateOrder): void {
  const log = statSync(file, { throwIfNoEntry: false });
  if (log === undefined) return;
  if (mode === 'copytruncate') return copyTruncate(file, log);
  renameSync(file, `${file}.1`);
  if (mode === 'create') closeSync(createOutputFile(file, log));
}

/** If another process has made a file of that name meanwhile, that is renamed out of the way first. */
function createOutputFile(file: string, { mode }: Stats): number {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const create = (): number => openSync(file, flags, mode & 0o600);
  let descriptor: number;
  try {
    descriptor = create();
  } catch {
    renameSync(file, `${file}-${new Date().toISOString().replace(/\D/g, '').slice(0, 10)}.backup`);
    descriptor = create();
  }
  fchmodSync(descriptor, mode & 0o777);
  return descriptor;
}

function copyTruncate(file: string, log: Stats): void {
  const from = openSync(file, constants.O_RDWR | constants.O_NOFOLLOW);
  const to = createOutputFile(`${file}.1`, log);
  const bytes = Buffer.alloc(16_384);
  for (let read = readSync(from, bytes); read > 0; read = readSync(from, bytes)) writeSync(to, bytes, 0, read);
  ftruncateSync(from);
  closeSync(from);
  closeSync(to);
}

const nextLine = inputLines();
for (let line = nextLine(); line !== undefined; line = nextLine()) rotate(JSON.parse(line));
process.exit(0);
