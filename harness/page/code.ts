import { basename } from 'node:path';
import type { ExplainingStep } from '../counterexample/counterexample.js';
import { shownOf } from '../report/stack.js';
import { linesAround } from '../stacks/told-frame.js';
import type { StepCode } from './data.js';

/** So many lines are shown before and behind the one that counts. */
const around = 2;

/** The lines of programs that made the steps which explain a violation, where runtimes told them. */
export function codeOf(steps: readonly ExplainingStep[]): StepCode[] {
  return steps.flatMap(({ number, stack = [] }) => {
    const places = shownOf(stack).map((frame) => {
      const { file, line, function: name, source } = frame;
      const known = linesAround(frame, around);
      const lines = known.length > 0 || source === undefined ? known : [[line, source] as const];
      return { name: basename(file), path: file, line, lines, ...(name !== undefined && { function: name }) };
    });
    return places.length === 0 ? [] : [{ step: number, places }];
  });
}
