import picomatch from 'picomatch';
import type { AsIs } from '../scenario/as-is.js';
import { isFromLog, type ProgramLog } from './program-log.js';
import type { FileRemoval, FileState } from './telling.js';

/**
 * Whether a file was to go with what it held. By default that is so where it was the oldest of several files of the log, and not one
 * that is being written, nor one of which a copy was made in its stead, such as a packed one: what is not in that was not to go.
 */
export function wasToGo(removal: FileRemoval, asIs: AsIs, log: ProgramLog): boolean {
  const { keeps, mayRemove } = asIs;
  if (mayRemove !== undefined && !picomatch(mayRemove, { dot: true })(removal.name)) return false;
  const others = removal.others.filter((other) => isPartThen(other, log, removal.step));
  if (keeps !== undefined && others.length + 1 <= keeps) return false;
  if (mayRemove !== undefined) return true;
  if (removal.name === asIs.file || (removal.isRename && log.liveNames.has(removal.name))) return false;
  if (others.some((other) => other.file.source === removal.age.file && isCertainCopy(other, log))) return false;
  return others.length > 0 && others.every((other) => beganOf(other, log) >= mayHaveBegun(removal.age, log));
}

function isPartThen(state: FileState, log: ProgramLog, step: number): boolean {
  const since = log.since(state.file);
  return since === undefined ? isCopy(state, log) && isFromLog(log, state.file) : since <= step;
}

function isCopy({ file, isCopy: holdsCopies }: FileState, log: ProgramLog): boolean {
  return holdsCopies || log.isPacked(file);
}

function isCertainCopy({ file, isCopied }: FileState, log: ProgramLog): boolean {
  return isCopied || log.isPacked(file);
}

/** A copy is as old as what it was made of. */
function beganOf(state: FileState, log: ProgramLog): number {
  const { began, sourceBegan } = state;
  return isCertainCopy(state, log) && sourceBegan !== undefined ? sourceBegan : began;
}

/** What goes is taken for as old as it may be: where that is not certain, nobody is accused. */
function mayHaveBegun(state: FileState, log: ProgramLog): number {
  return isCopy(state, log) ? Math.min(state.began, state.sourceBegan ?? Infinity) : state.began;
}
