import { execaSync } from 'execa';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { startMarked } from '../gate/index.js';
import { lengthened } from '../limits.js';
import type { Frame } from './frame.js';

/** Whether a program was compiled such that its lines are known. */
export function knowsLines(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/exe`).includes('.debug_line\0');
  } catch {
    return false;
  }
}

const patienceMs = 5000;

/** Whether another thread of its process stands in a call that is held: gdb would wait for it to stop for as long. */
function hasOtherHeld(tid: number): boolean {
  try {
    const others = readdirSync(`/proc/${tid}/task`).filter((each) => each !== String(tid));
    return others.some((each) => readFileSync(`/proc/${tid}/task/${each}/stat`, 'latin1').includes(') D '));
  } catch {
    return false;
  }
}

/** Where a thread stands that has stopped, as gdb says, where it is installed; what has no lines, or none that are here, is left out. */
export function framesOfNative(tid: number): Frame[] {
  if (hasOtherHeld(tid)) return [];
  const settings = ['debuginfod enabled off', 'auto-load off', 'filename-display absolute'];
  const options = ['--batch', '-nx', ...settings.flatMap((setting) => ['-iex', `set ${setting}`])];
  const { stdout } = startMarked(() =>
    execaSync('gdb', [...options, '-p', String(tid), '-ex', 'backtrace 30'], {
      reject: false,
      stdin: 'ignore',
      timeout: lengthened(patienceMs),
      // While it waits for a thread to stop, it hears of nothing else.
      killSignal: 'SIGKILL',
    }),
  );
  const frames = [...stdout.matchAll(/^#\d+ +(?:0x[0-9a-f]+ in )?(.+?) \(.*\) at (.+):(\d+)$/gm)].map(
    ([, name = '', file = '', line]): Frame => ({ file, line: Number(line), function: name }),
  );
  return frames.filter(({ file }) => existsSync(file));
}
