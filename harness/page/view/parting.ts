import type { Picture, PictureRow } from '../picture.js';

/** A picture with a row of its own above the step at which it parts from another one. */
export function withParting(picture: Picture, parts: number | undefined): Picture {
  const { rows, lanes } = picture;
  const at = rows.findIndex((row) => row.kind === 'steps' && parts !== undefined && parts <= row.last);
  const row = rows[at];
  if (row?.kind !== 'steps') return picture;
  const parting: PictureRow = { kind: 'parting', text: `the one difference: here ${lanes[row.lane]?.name} goes on` };
  return { ...picture, rows: [...rows.slice(0, at), parting, ...rows.slice(at)] };
}
