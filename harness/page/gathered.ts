import type { Block, PictureLine } from './picture.js';

/** A file's blocks, in which lines of one process that hold no record and stand one behind the other are one block. */
export function gathered(blocks: readonly Block[], lines: readonly Pick<PictureLine, 'lane' | 'isText'>[]): Block[] {
  const lineOf = (block: Block | undefined): (typeof lines)[number] | undefined => {
    const [from] = block?.[0] ?? [];
    return block?.length === 1 && typeof from === 'number' ? lines[from] : undefined;
  };
  const shown: Block[] = [];
  for (const block of blocks) {
    const [line, before] = [lineOf(block), lineOf(shown.at(-1))];
    const [last] = shown.at(-1) ?? [];
    const isAlike = line?.isText === true && before?.isText === true && line.lane === before.lane;
    if (!isAlike || last === undefined) shown.push(block);
    else shown[shown.length - 1] = [[last[0], last[1] + (block[0]?.[1] ?? 0), (last[2] ?? 1) + 1]];
  }
  return shown;
}
