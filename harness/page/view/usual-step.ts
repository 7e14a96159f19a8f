import type { Picture } from '../picture.js';

/** Where a picture is opened: at the step that does the harm, or that explains, or at the end. */
export function usualStep({ steps, story, clash }: Picture): number {
  return story.find(({ kind }) => kind === 'gone')?.step ?? clash.at(-1) ?? steps.length;
}
