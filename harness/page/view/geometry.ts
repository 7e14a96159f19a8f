import { scalePoint } from 'd3-scale';
import { cut } from '../../report/fold.js';
import type { Picture, PictureRow } from '../picture.js';

export const rowHeight = 24;
/** The heads of the lanes stay in sight while their steps are scrolled. */
export const headHeight = 26;
const padding = 4;
const numberWidth = 40;
/** A character of the diagram's text, which has one width. */
export const characterWidth = 6.65;
/** Room for most steps. */
const textWidth = 214;
const widestLane = 230;
const narrowestLane = 14;
const trackWidth = 104;
/** Where there is less room, the record's line bears no names. */
const narrow = 430;
const narrowTrackWidth = 26;

/** Where everything is drawn in a diagram. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly laneX: (lane: number) => number;
  /** Where the record's own line runs, where there is one. */
  readonly trackX: number | undefined;
  readonly isNarrow: boolean;
  /** The middle of a row. */
  readonly rowY: (row: number) => number;
  /** The row that shows a step. */
  readonly rowOf: (step: number) => number;
  /** A text cut to what fits behind a lane. */
  readonly fitted: (text: string, lane: number) => string;
}

/** Lanes stand as far apart as there is room; a step's text may run on over the lanes to its right, since only one process goes at a time. */
export function geometryOf({ lanes, rows, story }: Pick<Picture, 'lanes' | 'rows' | 'story'>, width: number): Geometry {
  const hasTrack = story.some(({ kind }) => kind !== 'clash' && kind !== 'held');
  const isNarrow = width < narrow;
  const end = width - (hasTrack ? (isNarrow ? narrowTrackWidth : trackWidth) : 0);
  const first = numberWidth + 10;
  const apart = (end - first - textWidth) / Math.max(1, lanes.length - 1);
  const step = Math.max(narrowestLane, Math.min(widestLane, apart));
  const scale = scalePoint<number>(
    lanes.map((_, lane) => lane),
    [first, first + step * (lanes.length - 1)],
  );
  const laneX = (lane: number): number => scale(lane) ?? first;
  const rowsBySteps = new Map(rows.flatMap((row, index) => numbersOf(row).map((number) => [number, index] as const)));
  return {
    width,
    height: rows.length * rowHeight + 2 * padding,
    laneX,
    isNarrow,
    trackX: hasTrack ? end + 12 : undefined,
    rowY: (row) => padding + (row + 0.5) * rowHeight,
    rowOf: (number) => rowsBySteps.get(number) ?? 0,
    fitted: (text, lane) => cut(text, Math.max(8, Math.floor((end - laneX(lane) - 18) / characterWidth))),
  };
}

function numbersOf(row: PictureRow): number[] {
  if (row.kind !== 'steps') return [];
  return Array.from({ length: row.last - row.first + 1 }, (_, index) => row.first + index);
}
