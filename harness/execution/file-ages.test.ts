import { expect, test } from 'vitest';
import { stepDone, type Step } from '../gate/world/step.js';
import { agesOf } from './file-ages.js';
import type { FoundFile } from './found-files.js';

const made = (inode: number, path: string, process = 0): Step =>
  step(process, { call: 'open', path, flags: 'O_WRONLY|O_CREAT|O_APPEND' }, inode);
const reads = (path: string): Step => step(0, { call: 'open', path, flags: 'O_RDONLY' });
const wrote = (inode: number, path: string, process = 0): Step => step(process, { call: 'write', path }, inode);
const renamed = (path: string, to: string): Step => step(0, { call: 'rename', path, to });

test.each([
  {
    what: 'a file that was opened before the next one was made, and written after that, is older',
    steps: [made(1, 'app.log', 1), renamed('app.log', 'b'), made(2, 'app.log'), wrote(2, 'app.log'), wrote(1, 'b', 1)],
    expected: ['b', 'app.log'],
  },
  {
    what: 'what was copied is older than the log that was emptied then',
    steps: [
      made(1, 'app.log'),
      wrote(1, 'app.log'),
      reads('app.log'),
      made(2, 'a'),
      wrote(2, 'a'),
      step(0, { call: 'truncate', path: 'app.log', bytes: 0 }, 1),
      wrote(1, 'app.log'),
    ],
    expected: ['a', 'app.log'],
  },
  {
    what: 'what was packed after a newer file was made is as old as what it holds',
    steps: [
      made(1, 'app.log'),
      wrote(1, 'app.log'),
      renamed('app.log', 'b'),
      made(2, 'app.log'),
      wrote(2, 'app.log'),
      reads('b'),
      made(3, 'z.gz'),
      wrote(3, 'z.gz'),
      step(0, { call: 'unlink', path: 'b' }),
    ],
    expected: ['z.gz', 'app.log'],
  },
  {
    what: 'files move along with their folder',
    steps: [made(1, 'new/x'), wrote(1, 'new/x'), renamed('new', 'old'), made(2, 'new/x'), wrote(2, 'new/x')],
    expected: ['old/x', 'new/x'],
  },
])('$what', ({ steps, expected }) => {
  const files = expected.toSorted().map(found);
  const ages = agesOf(files, steps, 'app.log');
  const began = (file: FoundFile): number => ages.get(file)?.began[0] ?? Number.NaN;
  expect(files.toSorted((one, other) => began(one) - began(other)).map(({ names }) => names[0])).toEqual(expected);
});

test('the file that a process wrote last is written, unless it got another name or a process has gone on from it', () => {
  const steps = [
    made(1, 'one', 0),
    wrote(1, 'one', 0),
    wrote(1, 'one', 1),
    made(2, 'two', 0),
    wrote(2, 'two', 0),
    made(3, 'own', 2),
    wrote(3, 'own', 2),
    made(4, 'new', 3),
    wrote(4, 'new', 3),
    renamed('new', 'aside'),
  ];
  const files = ['one', 'two', 'own', 'aside'].map(found);
  const ages = agesOf(files, steps, 'app.log');
  expect(files.map((file) => ages.get(file)?.isWritten)).toEqual([false, true, true, false]);
});

test('a file that was made and that nothing stands in yet is written next', () => {
  const steps = [made(1, 'app.log.0'), wrote(1, 'app.log.0'), renamed('app.log.0', 'app.log.1'), made(2, 'app.log.0')];
  const files = ['app.log.0', 'app.log.1'].map(found);
  const ages = agesOf(files, steps, 'app.log');
  expect(files.map((file) => ages.get(file)?.isWritten)).toEqual([true, false]);
});

test('a file that is emptied and written again is written, though processes had gone on from it', () => {
  const steps = [
    made(1, 'one'),
    wrote(1, 'one'),
    made(2, 'two'),
    wrote(2, 'two'),
    step(0, { call: 'open', path: 'one', flags: 'O_WRONLY|O_CREAT|O_TRUNC' }, 1),
    wrote(1, 'one'),
  ];
  const files = ['one', 'two'].map(found);
  const ages = agesOf(files, steps, 'app.log');
  expect(files.map((file) => ages.get(file)?.isWritten)).toEqual([true, false]);
});

function found(name: string): FoundFile {
  return { names: [name], packed: name.endsWith('.gz'), bornMs: 0, inode: 0, text: 'x'.repeat(40) };
}

function step(process: number, held: Omit<Parameters<typeof stepDone>[0], 'process' | 'thread'>, inode?: number): Step {
  const value = held.call === 'write' ? 40 : 0;
  const footprint = inode === undefined ? [] : [{ object: `inode:${inode}`, access: 'write' } as const];
  return stepDone({ process, thread: 0, ...held }, 0, { result: { value }, footprint });
}
