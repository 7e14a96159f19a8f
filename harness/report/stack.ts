import { basename } from 'node:path';
import type { ExplainingStep } from '../counterexample/counterexample.js';
import { processName } from '../execution/names.js';
import { isOfLibrary, packageOf, type Frame } from '../stacks/frame.js';
import { columns, wrapped } from './wrap.js';

/** Where programs stood at the steps that explain a violation, one after the other; nothing where nobody told. */
export function stackLines(steps: readonly ExplainingStep[]): string[] {
  return steps.flatMap((step) => {
    const { stack = [] } = step;
    const [innermost] = stack;
    if (innermost === undefined) return [];
    const head = `  ${processName(step)} at ${step.number}: `;
    const way = wayTo(stack);
    return [wrapped(head, way + callInWords(innermost, step.step, columns - head.length - way.length))];
  });
}

/**
 * What is shown of a stack, outermost first: the first place that is not a library's, and the innermost place behind who called it from
 * the same package.
 */
export function shownOf(stack: readonly Frame[]): Frame[] {
  const [innermost, ...callers] = stack;
  if (innermost === undefined) return [];
  const caller = callers.find(({ file }) => packageOf(file) === packageOf(innermost.file)) ?? callers[0];
  const user = stack.find((frame) => !isOfLibrary(frame));
  return stack.filter((frame) => frame === innermost || frame === caller || frame === user).toReversed();
}

/** The way to the call that made a step: `handlers.py:179 doRollover → :115 rotate`. `…` stands for what is left out between. */
function wayTo(stack: readonly Frame[]): string {
  const shown = shownOf(stack);
  return shown
    .map((frame, index) => {
      const [before, next] = [shown[index - 1], shown[index + 1]];
      const place = `${before?.file === frame.file ? '' : basename(frame.file)}:${frame.line}`;
      const isFar = index + 2 < shown.length;
      const name = frame.function === undefined || isFar ? '' : ` ${frame.function}`;
      const arrow = next === undefined ? '' : stack.indexOf(frame) - stack.indexOf(next) === 1 ? ' → ' : ' … ';
      return place + name + arrow;
    })
    .join('');
}

/** Less of a line of a program says nothing. */
const leastOfLine = 24;

/** What is called there, where its name tells which step it makes, or else as much of that line as there is room for. */
function callInWords({ source }: Frame, step: string, room: number): string {
  if (source === undefined || source === '') return '';
  const [call = ''] = step.split(' ');
  const [name] = new RegExp(String.raw`[\w$.:]*${call}[\w$]*(?=\s*\()`, 'i').exec(source) ?? [];
  if (name !== undefined) return ` → ${name}`;
  const most = Math.max(leastOfLine, room - ': '.length);
  return `: ${source.length > most ? `${source.slice(0, most - 1)}…` : source}`;
}
