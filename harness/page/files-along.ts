import type { ProgramFile } from '../execution/program-files.js';
import { followStory } from '../execution/program-story.js';
import type { Span } from '../execution/spans.js';
import type { WrittenLine } from '../execution/written-line.js';
import type { GateEvent } from '../gate/index.js';
import type { Block, PictureFile } from './picture.js';

/** What was written in an execution, and how it changed the files. */
export interface FilesAlong {
  /** In the order in which they were begun. */
  readonly lines: readonly WrittenLine[];
  /** By the number of a step: the files that are otherwise after it. */
  readonly changes: ReadonlyMap<number, readonly PictureFile[]>;
}

/** Follows an execution's files through its steps. */
export function filesAlong(events: readonly GateEvent[]): FilesAlong {
  const shown = new Map<number, { readonly spans: ProgramFile['spans']; readonly names: string }>();
  const changes = new Map<number, PictureFile[]>();
  const { lines } = followStory(events, (number, files) => {
    const changed: PictureFile[] = [];
    for (const file of files) {
      const names = [...file.names].toSorted();
      const key = JSON.stringify(names);
      const before = shown.get(file.number);
      if (before !== undefined && before.spans === file.spans && before.names === key) continue;
      shown.set(file.number, { spans: file.spans, names: key });
      changed.push({ id: file.number, names, blocks: blocksOf(file.spans) });
    }
    if (changed.length > 0) changes.set(number, changed);
  });
  return { lines, changes };
}

/** Cuts what a file holds where its lines end. */
function blocksOf(spans: readonly Span[]): Block[] {
  const blocks: [number | Exclude<Span['of'], WrittenLine>, number][][] = [];
  let isOpen = false;
  for (const { of, offset, length } of spans) {
    if (!isOpen) blocks.push([]);
    blocks.at(-1)?.push([typeof of === 'string' ? of : of.number, length]);
    isOpen = typeof of === 'string' || of.bytes[offset + length - 1] !== '\n';
  }
  return blocks;
}
