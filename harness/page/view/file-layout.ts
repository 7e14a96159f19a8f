import { filesAfter } from '../files-after.js';
import type { Picture, PictureFile } from '../picture.js';

/** A file where it is drawn, in pixels. */
export interface PlacedFile {
  readonly file: PictureFile;
  /** What stands above it. */
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface FileLayout {
  readonly placed: readonly PlacedFile[];
  readonly height: number;
  /** Where what is in no file any more begins, where there is something. */
  readonly goneTop?: number;
}

const gap = 10;
const leastWidth = 104;
const mostWidth = 150;
const blockHeight = 24;
const nameHeight = 22;
const headHeight = 24;

/** Places the files that there are after a step, the live one first, and below them those that have lost their name. */
export function layoutFiles(
  picture: Pick<Picture, 'steps' | 'live' | 'lines'>,
  step: number,
  width: number,
): FileLayout {
  const orderOf = ({ file: { names } }: { readonly file: PictureFile }): number =>
    names.includes(picture.live) ? 0 : 1;
  const files = filesAfter(picture, step);
  const named = files
    .filter(({ names }) => names.length > 0)
    .map((file) => ({ file, name: file.names.join(' = ') }))
    .toSorted((one, other) => orderOf(one) - orderOf(other) || compare(one.name, other.name));
  const gone = files.filter(({ names, blocks }) => names.length === 0 && blocks.length > 0);
  const before = lastNames(picture, step);
  const loose = looseAt(picture, step, files);
  const there = inColumns(named, width, 0);
  if (gone.length === 0 && loose === undefined) return { placed: inOrder(there.placed), height: there.height };
  const goneTop = there.height + 6;
  const lost = inColumns(
    [
      ...gone.map((file) => ({ file, name: `was ${before.get(file.id) ?? 'nameless'}` })),
      ...(loose === undefined ? [] : [{ file: loose, name: 'cut off' }]),
    ],
    width,
    goneTop + headHeight,
  );
  return { placed: inOrder([...there.placed, ...lost.placed]), height: lost.height, goneTop };
}

/** Elements that keep their order move, those that change places are made anew. */
function inOrder(placed: readonly PlacedFile[]): PlacedFile[] {
  return placed.toSorted((one, other) => one.file.id - other.file.id);
}

function compare(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

function lastNames({ steps }: Pick<Picture, 'steps'>, step: number): Map<number, string> {
  const names = new Map<number, string>();
  for (const { files = [] } of steps.slice(0, step))
    for (const {
      id,
      names: [name],
    } of files)
      if (name !== undefined) names.set(id, name);
  return names;
}

function inColumns(
  files: readonly { readonly file: PictureFile; readonly name: string }[],
  width: number,
  from: number,
): { readonly placed: readonly PlacedFile[]; readonly height: number } {
  const columns = Math.max(1, Math.floor((width + gap) / (leastWidth + gap)));
  const each = Math.min(mostWidth, (width - gap * (columns - 1)) / columns);
  const placed: PlacedFile[] = [];
  let top = from;
  for (let first = 0; first < files.length; first += columns) {
    const row = files.slice(first, first + columns);
    const height = nameHeight + blockHeight * Math.max(1, ...row.map(({ file }) => file.blocks.length)) + 4;
    for (const [column, { file, name }] of row.entries())
      placed.push({ file, name, left: column * (each + gap), top, width: each, height });
    top += height + gap;
  }
  return { placed, height: top };
}

/** Lines that were written and stand nowhere any more, since their file was emptied or they were written over. */
function looseAt(
  { steps, lines }: Pick<Picture, 'steps' | 'lines'>,
  step: number,
  files: readonly PictureFile[],
): PictureFile | undefined {
  const there = bytesByLine(files);
  const written = bytesByLine(steps.slice(0, step).flatMap(({ files: changed = [] }) => changed));
  const loose = [...written].filter(([line]) => !there.has(line) && lines[line]?.isText !== true);
  return loose.length === 0 ? undefined : { id: Infinity, names: [], blocks: loose.map((piece) => [piece]) };
}

function bytesByLine(files: readonly PictureFile[]): Map<number, number> {
  const pieces = files.flatMap(({ blocks }) => blocks.flat());
  return new Map(pieces.flatMap(([from, bytes]) => (typeof from === 'number' ? [[from, bytes] as const] : [])));
}
