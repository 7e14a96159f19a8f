import type { VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Picture } from '../picture.js';
import { withParting } from './parting.js';
import { laneClass } from './colours.js';
import { geometryOf, headHeight, rowHeight, type Geometry } from './geometry.js';
import { Clash } from './clash.js';
import { Row } from './row.js';
import { Track } from './track.js';

export interface DiagramProps {
  readonly picture: Picture;
  /** The number of the first step that the twin does not have, or which a twin has alone. */
  readonly parts: number | undefined;
  readonly step: number;
  readonly width: number;
  readonly label: string;
  readonly onStep: (step: number) => void;
}

/** The space-time diagram: time runs downwards, and each process has a line of its own. A table behind it says the same. */
export function Diagram(props: DiagramProps): VNode {
  const { step, width, parts, onStep } = props;
  const picture = useMemo(() => withParting(props.picture, parts), [props.picture, parts]);
  const geometry = useMemo(() => geometryOf(picture, width), [picture, width]);
  const scroller = useRef<HTMLDivElement>(null);
  const row = geometry.rowOf(step);
  useEffect(() => {
    const { current } = scroller;
    if (current === null || current.scrollHeight <= current.clientHeight) return;
    const at = headHeight + geometry.rowY(row);
    const [from, to] = [at - 4 * rowHeight, at + 3 * rowHeight];
    if (from < current.scrollTop) current.scrollTop = from;
    else if (to > current.scrollTop + current.clientHeight) current.scrollTop = to - current.clientHeight;
  }, [row, geometry]);
  const drawn = useMemo(() => <Drawn {...{ picture, geometry, onStep }} />, [picture, geometry, onStep]);
  return (
    <div class="diagram" ref={scroller}>
      <Heads picture={picture} geometry={geometry} />
      <svg role="img" aria-label={props.label} width={width} height={geometry.height}>
        {step > 0 && (
          <rect class="now" x={0} y={geometry.rowY(row) - rowHeight / 2} width={width} height={rowHeight} rx={4} />
        )}
        {drawn}
      </svg>
    </div>
  );
}

interface DrawnProps extends Pick<DiagramProps, 'picture' | 'onStep'> {
  readonly geometry: Geometry;
}

/** All that stays as it is while one steps through. */
function Drawn({ picture, geometry, onStep }: DrawnProps): VNode {
  const { lanes, rows, clash } = picture;
  return (
    <g>
      {lanes.map(({ name }, lane) => (
        <g key={name} class={laneClass(lane)}>
          <line class="life" x1={geometry.laneX(lane)} x2={geometry.laneX(lane)} y1={0} y2={geometry.height} />
        </g>
      ))}
      <Track picture={picture} geometry={geometry} />
      {rows.map((row, index) => (
        <Row
          key={index}
          row={row}
          y={geometry.rowY(index)}
          geometry={geometry}
          explains={row.kind === 'steps' ? clash.indexOf(row.first) : -1}
          onStep={onStep}
        />
      ))}
      <Clash picture={picture} geometry={geometry} />
    </g>
  );
}

interface HeadsProps {
  readonly picture: Picture;
  readonly geometry: Geometry;
}

/** What each line of the diagram is. */
function Heads({ picture: { lanes, lines }, geometry: { width, laneX, trackX, isNarrow } }: HeadsProps): VNode {
  const its = lines.find(({ isIts }) => isIts === true);
  return (
    <svg class="heads" aria-hidden="true" width={width} height={headHeight}>
      {lanes.map(({ name }, lane) => (
        <text key={name} x={laneX(lane)} y={headHeight - 9} text-anchor="middle">
          {name}
        </text>
      ))}
      {trackX !== undefined && (
        <text x={trackX - 6} y={headHeight - 9}>
          {isNarrow ? '◆' : its?.label}
        </text>
      )}
    </svg>
  );
}
