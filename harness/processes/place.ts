import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { faultIn, shortageTold } from '../machine-fault.js';
import { errorCode, errorMessage } from '../words.js';
import { roomIn } from './room.js';

/** Where directories of executions are made. */
export interface Place {
  readonly path: string;
  /** Why it is another one than usual, in a sentence. */
  readonly instead?: string;
}

const mebibyte = 2 ** 20;
/** What executions may need at once: four threads with the largest that are searched, packed copies included. */
const usualNeed = 32 * mebibyte;
/** With less than this not even a small execution fits. */
const leastNeed = mebibyte;

let taken: Place | undefined;

/** The place that this process has taken; the first time, one that has so much room, in memory if there is one there. */
export function placeFor(bytes: number = usualNeed): Place {
  taken ??= takePlace(bytes);
  return taken;
}

/** @throws {Error} one line that says what is wrong with each place. */
function takePlace(bytes: number): Place {
  const given = process.env['LOGTORTURE_DIRECTORY'];
  if (given !== undefined) return { path: given };
  const looks = usualPlaces().map(lookAt);
  const [first] = looks;
  const roomy = looks.find(({ room }) => room >= bytes) ?? looks.toSorted((one, other) => other.room - one.room)[0];
  if (roomy === undefined || first === undefined || roomy.room < leastNeed)
    throw faultIn(
      `No working directory can be made: ${looks.map(({ problem }) => problem).join(', ')}`,
      shortageTold('ENOSPC') ?? '',
    );
  if (roomy === first) return { path: roomy.path };
  return { path: roomy.path, instead: `Executions write below ${roomy.path}, since ${first.problem}.` };
}

/** From the one that is wanted most to the one that is wanted least. */
export function usualPlaces(): readonly string[] {
  return [...new Set(['/dev/shm', tmpdir(), '/var/tmp'])];
}

interface Look {
  readonly path: string;
  /** How many bytes may be written there. */
  readonly room: number;
  /** What is wrong with it, where that is not enough. */
  readonly problem: string;
}

function lookAt(path: string): Look {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    const room = roomIn(path);
    const left = room < mebibyte ? `${Math.floor(room / 1024)} KiB` : `${Math.floor(room / mebibyte)} MiB`;
    return { path, room, problem: `${path} has ${left} left` };
  } catch (error) {
    const problem =
      errorCode(error) === 'ENOENT'
        ? `there is no ${path}`
        : `${path} can't be used (${errorCode(error) ?? errorMessage(error)})`;
    return { path, room: 0, problem };
  }
}
