import { call, closeDescriptor, openPath } from './call.js';
import { dataAddress, dataOf } from './data.js';
import { openFlag } from './flags.js';

/** Where in an entry (struct linux_dirent64) its length and its name stand. */
const entry = { length: 16, name: 19 };
const roomBytes = 4096;

/** Whether a folder is seen to hold nothing but itself and the one above; one that cannot be looked into may hold something. */
export function isEmptyFolder(path: string): boolean {
  const folder = openPath(path, openFlag.closeOnExec);
  if (folder < 0) return false;
  let isEmpty = true;
  for (let got = 1; got > 0 && isEmpty;) {
    got = call('getdents64', folder, dataAddress(), roomBytes);
    isEmpty = got >= 0 && namesIn(dataOf(got)).every((name) => name === '.' || name === '..');
  }
  closeDescriptor(folder);
  return isEmpty;
}

function namesIn(entries: Buffer): readonly string[] {
  const names: string[] = [];
  for (let place = 0; place < entries.length; place += entries.readUInt16LE(place + entry.length)) {
    const start = place + entry.name;
    names.push(entries.toString('latin1', start, entries.indexOf(0, start)));
  }
  return names;
}
