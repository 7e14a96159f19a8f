import {
  closeSync,
  constants,
  fchmodSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { LogrotateMode, SecondRotation } from '../../scenario/scenario.js';
import { rotatedOnce, rotatesAgain, toldSomebody } from '../../execution/second-rotation.js';
import { errorCode } from '../../words.js';
import { inputLines } from './input-lines.js';
import { hangUp } from './hang-up.js';

/** What it is asked for: the log that is to be rotated, and how. */
export interface LogrotateOrder {
  readonly file: string;
  readonly mode: LogrotateMode;
  /** What it does when it rotates for the second time; nothing where it rotates once. */
  readonly again?: SecondRotation;
  /** How long it waits before the first rotation, and before the second. */
  readonly waitsMs: readonly [number, number];
  /** The processes that it may send SIGHUP to. */
  readonly writers: readonly number[];
}

/** What a file that is put aside is called at first, and later. */
const [first, second] = ['.1', '.2'];

/**
 * The child process that rotates a log as logrotate 3.21 does (logrotate.c, `prerotateSingleLog`, `rotateSingleLog`,
 * `createOutputFile` and `copyTruncate`): the same calls in the same order on the log, but none on its own state.
 */
async function carryOut({
  file,
  mode,
  again,
  waitsMs: [beforeFirst, beforeSecond],
  writers,
}: LogrotateOrder): Promise<void> {
  if (beforeFirst > 0) await pause(beforeFirst);
  rotate(file, mode);
  if (again === undefined) return;
  if (hangUp(writers)) say(toldSomebody);
  say(rotatedOnce);
  if (beforeSecond > 0) await pause(beforeSecond);
  say(rotatesAgain);
  if (again === 'delaycompress') compress(`${file}${first}`);
  const suffix = again === 'delaycompress' ? '.gz' : '';
  renameIfThere(`${file}${first}${suffix}`, `${file}${second}${suffix}`);
  rotate(file, mode);
  hangUp(writers);
  if (again === 'remove') unlinkIfThere(`${file}${second}`);
}

function rotate(file: string, mode: LogrotateMode): void {
  const log = statSync(file, { throwIfNoEntry: false });
  if (log === undefined) return;
  if (mode === 'copytruncate') return copyTruncate(file, log);
  renameSync(file, `${file}${first}`);
  if (mode === 'create') closeSync(createOutputFile(file, log));
}

/** If another process has made a file of that name meanwhile, that is renamed out of the way first. */
function createOutputFile(file: string, { mode }: Pick<Stats, 'mode'>): number {
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
  const to = createOutputFile(`${file}${first}`, log);
  const bytes = Buffer.alloc(16_384);
  for (let read = readSync(from, bytes); read > 0; read = readSync(from, bytes)) writeSync(to, bytes, 0, read);
  ftruncateSync(from);
  closeSync(from);
  closeSync(to);
}

/** As `compressLogFile` does, where what packs is a program of its own. */
function compress(file: string): void {
  const log = statSync(file, { throwIfNoEntry: false });
  if (log === undefined) return;
  const from = openSync(file, constants.O_RDWR | constants.O_NOFOLLOW);
  const to = createOutputFile(`${file}.gz`, log);
  writeSync(to, gzipSync(readFileSync(from)));
  closeSync(from);
  closeSync(to);
  unlinkSync(file);
}

function renameIfThere(from: string, to: string): void {
  ifThere(() => renameSync(from, to));
}

function unlinkIfThere(file: string): void {
  ifThere(() => unlinkSync(file));
}

function ifThere(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

const nextLine = inputLines();
for (let line = nextLine(); line !== undefined; line = nextLine()) await carryOut(JSON.parse(line));
process.exit(0);
