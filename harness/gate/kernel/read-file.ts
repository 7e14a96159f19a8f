import { call, closeDescriptor, openPath } from './call.js';
import { openFlag } from './flags.js';
import { at, fileBytes, native } from './native.js';

/**
 * What a file holds, one character a byte; undefined where it cannot be read. Node's own way makes twice as many calls, and the gate
 * reads files of /proc dozens of times at a step of some programs.
 */
export function readFile(path: string): string | undefined {
  const descriptor = openPath(path, openFlag.closeOnExec, 0, at.file);
  if (descriptor < 0) return undefined;
  const { bytes } = native();
  let text = '';
  const got = eachPart('read', descriptor, (end) => (text += bytes.toString('latin1', parts, end)));
  closeDescriptor(descriptor);
  return got < 0 ? undefined : text;
}

/** The names in a folder, one character a byte, without itself and the one above; undefined where it cannot be read. */
export function readFolder(path: string): readonly string[] | undefined {
  const descriptor = openPath(path, openFlag.closeOnExec, 0, at.file);
  if (descriptor < 0) return undefined;
  const names: string[] = [];
  const got = eachPart('getdents64', descriptor, (end) => addNames(names, end));
  closeDescriptor(descriptor);
  return got < 0 ? undefined : names;
}

const parts = at.file + 4096;

/** Has all of it come, a part after the other, each from `parts` to its end; what the last call gave: 0, or -1 where it failed. */
function eachPart(name: 'read' | 'getdents64', descriptor: number, take: (end: number) => void): number {
  const { base } = native();
  for (;;) {
    const got = call(name, descriptor, base + parts, fileBytes);
    if (got <= 0) return got;
    take(parts + got);
  }
}

/** Where in an entry (struct linux_dirent64) its length and its name stand. */
const entry = { length: 16, name: 19 };

function addNames(names: string[], end: number): void {
  const { bytes } = native();
  for (let place = parts; place < end; place += bytes.readUInt16LE(place + entry.length)) {
    const start = place + entry.name;
    const name = bytes.toString('latin1', start, bytes.indexOf(0, start));
    if (name !== '.' && name !== '..') names.push(name);
  }
}
