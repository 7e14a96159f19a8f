import { describe, expect, test } from 'vitest';
import type { ExplainingStep } from '../counterexample/counterexample.js';
import type { Frame } from '../stacks/frame.js';
import { stackLines } from './stack.js';

const handlers = '/usr/lib/python3.11/logging/handlers.py';
const rotate: Frame = { file: handlers, line: 115, function: 'rotate', source: 'os.rename(source, dest)' };
const doRollover: Frame = { file: handlers, line: 179, function: 'doRollover' };
const emit: Frame = { file: handlers, line: 74, function: 'emit' };
const app: Frame = { file: 'app.py', line: 12, function: 'work' };

function told(stack: readonly Frame[] | undefined, step = 'rename app.log → app.log.1'): string[] {
  const explaining: ExplainingStep = { number: 35, process: 0, step, ...(stack !== undefined && { stack }) };
  return stackLines([explaining]);
}

describe('where a program stood', () => {
  test('is the way from the first place of its own to the call, in one line', () => {
    expect(told([rotate, doRollover, emit, app])).toEqual([
      '  p0 at 35: app.py:12 … handlers.py:179 doRollover → :115 rotate → os.rename',
    ]);
  });

  test('names each place once where its own code makes the call', () => {
    const own = { ...app, source: 'fs.renameSync(log, old);' };
    expect(told([own, { file: 'app.py', line: 30 }])).toEqual(['  p0 at 35: app.py:30 → :12 work → fs.renameSync']);
    expect(told([own])).toEqual(['  p0 at 35: app.py:12 work → fs.renameSync']);
  });

  test('leaves out what another package calls between', () => {
    const of = (name: string, line: number): Frame => ({ file: `node_modules/${name}/index.js`, line });
    expect(told([of('roll', 9), of('async', 4), of('async', 2), of('roll', 5)])).toEqual([
      '  p0 at 35: index.js:5 … :9',
    ]);
  });

  test('shows the line where no name in it tells the step, as far as it fits', () => {
    const source = 'with open(os.path.join(folder, name_of(shop, warehouse, order)), "w", encoding="utf-8") as file:';
    const [line = '', ...others] = told([{ ...app, source }], 'write app.log +9');
    expect(line).toBe(
      '  p0 at 35: app.py:12 work: with open(os.path.join(folder, name_of(shop, warehouse, order)), "w", e…',
    );
    expect(line).toHaveLength(100);
    expect(others).toEqual([]);
  });

  test('is not told where nobody knows it', () => {
    expect(told(undefined)).toEqual([]);
    expect(told([])).toEqual([]);
  });
});
