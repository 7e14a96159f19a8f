import { readFileSync } from 'node:fs';
import { errorCode } from '../../words.js';

/** What identifies a record for ever: a name for one process's one opening of the log, and the record's place in it. */
export interface Tag {
  readonly session: string;
  readonly sequence: number;
}

/** A record's line with its tag before it, and its length, so that a torn one can be told from a whole one. */
export function taggedLine({ session, sequence }: Tag, record: string): string {
  return `${session}.${sequence}.${Buffer.byteLength(record)} ${record}`;
}

/** Whether a log or its backups, from the newest to the oldest, hold the whole line of a tag. */
export function holdsTag(file: string, tag: Tag): boolean {
  const start = `${tag.session}.${tag.sequence}.`;
  for (let age = 0; ; age++) {
    const text = readIfThere(age === 0 ? file : `${file}.${age}`);
    if (text === undefined && age > 0) return false;
    if (text?.split('\n').some((line) => line.startsWith(start) && isWhole(line.slice(start.length))) === true)
      return true;
  }
}

function isWhole(rest: string): boolean {
  const space = rest.indexOf(' ');
  return space > 0 && Number(rest.slice(0, space)) === Buffer.byteLength(rest.slice(space + 1));
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
