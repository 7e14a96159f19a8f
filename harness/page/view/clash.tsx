import { curveBumpY, link } from 'd3-shape';
import type { VNode } from 'preact';
import type { Picture } from '../picture.js';
import type { Geometry } from './geometry.js';

interface ClashProps {
  readonly picture: Pick<Picture, 'steps' | 'clash'>;
  readonly geometry: Geometry;
}

type Point = readonly [x: number, y: number];

const curve = link<unknown, { readonly source: Point; readonly target: Point }, Point>(curveBumpY)
  .x(([x]) => x)
  .y(([, y]) => y);

/** An arrow from the first of the steps that clash to the last. */
export function Clash({ picture: { steps, clash }, geometry }: ClashProps): VNode | null {
  const [first, last] = [clash[0], clash.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const pointOf = (number: number, down: number): Point => [
    geometry.laneX(steps[number - 1]?.lane ?? 0),
    geometry.rowY(geometry.rowOf(number)) + down,
  ];
  return (
    <g class="clash">
      <defs>
        <marker id="head" viewBox="0 0 8 8" refX={6} refY={4} markerWidth={7} markerHeight={7} orient="auto">
          <polygon points="0,0 8,4 0,8" />
        </marker>
      </defs>
      <path d={curve({ source: pointOf(first, 9), target: pointOf(last, -10) }) ?? ''} marker-end="url(#head)" />
    </g>
  );
}
