import type { VNode } from 'preact';
import { cut } from '../../report/fold.js';
import type { Moment, Picture } from '../picture.js';
import { laneClass } from './colours.js';
import type { Geometry } from './geometry.js';

interface TrackProps {
  readonly picture: Pick<Picture, 'story' | 'lines' | 'steps'>;
  readonly geometry: Geometry;
}

/** The record's own line, from where it is written to where it goes. */
export function Track({
  picture: { story, lines },
  geometry: { trackX, rowY, rowOf, height, isNarrow },
}: TrackProps): VNode | null {
  const moments = story.filter(({ kind }) => kind !== 'clash' && kind !== 'held');
  const [first] = moments;
  const last = moments.at(-1);
  if (trackX === undefined || first === undefined || last === undefined) return null;
  const its = lines.find(({ isIts }) => isIts === true);
  const yOf = ({ step }: Moment): number => rowY(rowOf(step));
  const isGone = last.kind === 'gone';
  return (
    <g class={`track ${laneClass(its?.lane)}`}>
      <line x1={trackX} x2={trackX} y1={yOf(first)} y2={isGone ? yOf(last) : height} />
      {moments.map((moment) => (
        <g key={moment.step} class={moment.kind}>
          {moment.kind === 'gone' ? (
            <text class="cross" x={trackX} y={yOf(moment) + 6} text-anchor="middle">
              ✕
            </text>
          ) : (
            <rect x={trackX - 5} y={yOf(moment) - 5} width={10} height={10} rx={2} />
          )}
          {!isNarrow && (
            <text x={trackX + 11} y={yOf(moment) + 4}>
              <title>{moment.text}</title>
              {moment.kind === 'gone' ? 'gone' : cut(moment.place ?? '', 11)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
