import type { VNode } from 'preact';
import type { PictureRow } from '../picture.js';
import { laneClass } from './colours.js';
import { characterWidth, rowHeight, type Geometry } from './geometry.js';

interface RowProps {
  readonly row: PictureRow;
  readonly y: number;
  readonly geometry: Geometry;
  /** Which one of the explaining steps it is, counted from 0; -1 for none. */
  readonly explains: number;
  readonly onStep: (step: number) => void;
}

/** A step of a process in its lane, or what happens beside the steps across all of them. */
export function Row({ row, y, geometry, explains, onStep }: RowProps): VNode {
  const { width, laneX, fitted } = geometry;
  if (row.kind !== 'steps') {
    const text = fitted(`${row.kind === 'parting' ? '≠' : '⚡'} ${row.text}`, 0);
    return (
      <g class={row.kind}>
        <text x={laneX(0) + 14} y={y + 4}>
          {text}
        </text>
        <line x1={laneX(0) + 22 + text.length * characterWidth} x2={width} y1={y} y2={y} />
      </g>
    );
  }
  const x = laneX(row.lane);
  const isExplaining = explains >= 0;
  const isFolded = row.last > row.first;
  const classes = ['row', laneClass(row.lane), isExplaining ? 'explains' : '', isFolded ? 'folded' : ''];
  return (
    <g class={classes.join(' ')} onClick={() => onStep(row.last)}>
      <rect class="reach" x={0} y={y - rowHeight / 2} width={width} height={rowHeight} />
      <text class="number" x={30} y={y + 4} text-anchor="end">
        {row.first}
      </text>
      <circle cx={x} cy={y} r={isExplaining ? 8 : isFolded ? 2.5 : 4.5} />
      {isExplaining && (
        <text class="ordinal" x={x} y={y + 4} text-anchor="middle">
          {explains + 1}
        </text>
      )}
      <text class="call" x={x + 14} y={y + 4}>
        <title>{row.text}</title>
        {fitted(row.text, row.lane)}
      </text>
    </g>
  );
}
