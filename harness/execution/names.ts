import { ownerOf } from '../gate/index.js';
import type { RecordId } from '../scenario/record.js';

/** So many characters of a line are shown. */
const shown = 40;

interface Named extends RecordId {
  /** Of a line of a program as it is, what stands on it. */
  readonly text?: string;
}

/** How reports name a process: `p0`, or `p0.1` for the first that it has started. */
export function processName(of: Pick<RecordId, 'process' | 'child'>): string {
  return `p${ownerOf(of)}`;
}

/** How reports name a record: `p0's record 3`; a line of a program as it is, counted from 1: `p0.1's line 3 ("first things…")`. */
export function nameOf(record: Named): string {
  const { sequence, text } = record;
  const owner = processName(record);
  return text === undefined ? `${owner}'s record ${sequence}` : `${owner}'s line ${sequence + 1} (${quoted(text)})`;
}

/** The beginning of a line's bytes as people read it. */
function quoted(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString();
  const characters = Array.from(text);
  const beginning = characters.slice(0, shown).join('');
  return JSON.stringify(characters.length > shown ? `${beginning}…` : beginning).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufffd]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
