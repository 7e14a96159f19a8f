import type { ExplainingStep } from '../counterexample/counterexample.js';
import { firstOf } from '../report/fold.js';
import { filesAfter } from './files-after.js';
import type { Moment, Picture, PictureFile } from './picture.js';

/** A step after which other files hold the record, or pieces of it. */
interface Change {
  readonly step: number;
  /** The names of those, before and after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Nothing of it was written before. */
  readonly isFirst: boolean;
}

/**
 * What becomes of the record that a violation is about, from its first byte to its end, with the steps that explain the violation
 * between. A record that left the plain files, and is not lost, stands in a packed one.
 */
export function storyOfRecord(
  picture: Pick<Picture, 'steps' | 'lines'>,
  explaining: readonly Pick<ExplainingStep, 'number' | 'destroys'>[],
  isLost: boolean,
): Moment[] {
  const changes = changesOf(picture);
  const destroying = explaining.find(({ destroys }) => destroys === true)?.number;
  const last = destroying ?? changes.findLast(({ after }) => after.length === 0)?.step;
  const goneAt = isLost ? last : undefined;
  const numbers = new Set([
    ...changes.map(({ step }) => step),
    ...explaining.map(({ number }) => number),
    ...(goneAt === undefined ? [] : [goneAt]),
  ]);
  return [...numbers]
    .toSorted((one, other) => one - other)
    .map((step) => {
      const change = changes.find((each) => each.step === step);
      if (step === goneAt) return { step, kind: 'gone', text: goneInWords(change) };
      return change === undefined ? { step, kind: 'clash', text: '' } : momentOf(change);
    });
}

function changesOf(picture: Pick<Picture, 'steps' | 'lines'>): Change[] {
  const changes: Change[] = [];
  let before: readonly string[] | undefined;
  for (const [index, { files }] of picture.steps.entries()) {
    const holders = files === undefined ? [] : holdersOf(picture, index + 1);
    if (files === undefined || (before === undefined && holders.length === 0)) continue;
    const after = holders.filter((name) => name !== '');
    const isFirst = before === undefined;
    if (isFirst || JSON.stringify(before) !== JSON.stringify(after))
      changes.push({ step: index + 1, before: before ?? [], after, isFirst });
    before = after;
  }
  return changes;
}

function goneInWords(change: Change | undefined): string {
  return change?.isFirst === true ? 'written into a file that has no name any more' : 'gone: it is in no file any more';
}

function momentOf({ step, before, after, isFirst }: Change): Moment {
  const [place] = after;
  const text =
    place === undefined
      ? 'no longer in a plain file'
      : `${isFirst ? 'written into' : 'now in'} ${firstOf(after, 3, 'file')}`;
  return {
    step,
    kind: after.length > before.length ? 'written' : 'moved',
    text,
    ...(place !== undefined && { place }),
  };
}

/** Names of the files that hold it, or a piece of it; of a file that has none any more, an empty one. */
function holdersOf(picture: Pick<Picture, 'steps' | 'lines'>, number: number): string[] {
  return filesAfter(picture, number)
    .filter(({ blocks }) => blocks.some((block) => block.some(([from]) => isIts(picture, from))))
    .map(({ names: [name = ''] }) => name)
    .toSorted();
}

function isIts({ lines }: Pick<Picture, 'lines'>, from: PictureFile['blocks'][number][number][0]): boolean {
  return typeof from === 'number' && lines[from]?.isIts === true;
}
