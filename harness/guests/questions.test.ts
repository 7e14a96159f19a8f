import { execa } from 'execa';
import { expect, test } from 'vitest';
import { answersIn, comparable, scriptOf, type Answer, type Question } from './questions.js';

const questions: readonly Question[] = [
  { name: 'two runs', command: ['printf', "run 1\nit's (0.25 s)\nrun 2\nno end of line"] },
  { name: 'a failure', command: ['sh', '-c', 'echo gone >&2; exit 3'] },
  { name: 'nothing', command: ['true'] },
];

/** What a guest's console shows: lines that end with a carriage return, after what its firmware has left in the first one. */
async function* console(script: string): AsyncGenerator<string> {
  yield* ['Booting from ROM...\r', '\u001B[2J'];
  const shell = execa('sh', { input: script.replace('cd /logtorture', 'cd /') });
  for await (const line of shell) yield `${line}\r`;
}

test('the answers to questions are found in what a guest prints, with how each ended', async () => {
  const answers: Answer[] = [];
  for await (const answer of answersIn(console(scriptOf(questions, 3)))) answers.push(answer);
  expect(answers.map(({ name, status, text }) => [name, status, text])).toEqual([
    ['two runs', 0, "run 1\nit's (0.25 s)\nrun 2\nno end of line"],
    ['a failure', 3, 'gone'],
    ['nothing', 0, ''],
  ]);
});

test('answers are compared run by run, but for times and the version of Python', () => {
  const answer = { name: 'run', status: 1, seconds: 9 };
  expect(comparable({ ...answer, text: 'seed 1\nrun 1\na (0.25 s)\nrun 2\nb (12.5 s), python 3.11.2.\n' })).toEqual([
    'seed 1',
    'run 1\na (… s)',
    'run 2\nb (… s), python ….',
    'exit status 1',
  ]);
});

test('a guest that does not come up is told with what it printed last', async () => {
  const answers = answersIn(console("echo 'no disk'"));
  await expect(answers.next()).rejects.toThrow(/^The guest answered nothing; it printed last: .*no disk$/s);
});
