import type { Picture, PictureFile } from './picture.js';

/** All files after a step, counted from 1; before the first one after step 0. Those that have lost their last name are among them. */
export function filesAfter({ steps }: Pick<Picture, 'steps'>, number: number): PictureFile[] {
  const files = new Map<number, PictureFile>();
  for (const step of steps.slice(0, number)) for (const file of step.files ?? []) files.set(file.id, file);
  return [...files.values()];
}
