import { isDeepStrictEqual } from 'node:util';
import type { Shard } from '../search/lanes.js';
import type { Read } from './merge-part.js';

/**
 * Sees to it that documents are all parts of one search, each once.
 * @param aboutOf what must be the same in all of them, by what it is called.
 * @throws {Error} one line that says what is wrong.
 */
export function assertOneSearch<Part extends { readonly shard: Shard }>(
  read: readonly Read<Part>[],
  aboutOf: (part: Part) => Readonly<Record<string, unknown>>,
): void {
  const [first, ...others] = read;
  if (first === undefined) throw new Error('There is nothing to merge.');
  const about = aboutOf(first.part);
  for (const { file, part } of others) {
    const differs = Object.entries(aboutOf(part)).find(([name, value]) => !isDeepStrictEqual(value, about[name]));
    if (differs === undefined) continue;
    const [name, value] = differs;
    const values = [about[name], value].map((each) => JSON.stringify(each)).join(' and ');
    throw new Error(`${first.file} and ${file} are of different searches: their ${name} differs, ${values}.`);
  }
  const { count } = first.part.shard;
  const missing = Array.from({ length: count }, (_, number) => number + 1).filter((index) => {
    const [one, other] = read.filter(({ part }) => part.shard.index === index);
    if (one !== undefined && other !== undefined)
      throw new Error(`${one.file} and ${other.file} are the same part, ${index}/${count}.`);
    return one === undefined;
  });
  if (missing.length > 0) throw new Error(`Missing: ${missing.map((index) => `${index}/${count}`).join(', ')}.`);
}
