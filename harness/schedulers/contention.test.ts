import { expect, test } from 'vitest';
import type { Access, Step } from '../gate/index.js';
import { runToy, type ToyProcess } from './fixtures/toy.js';
import { contentionOf } from './contention.js';
import { undisturbed } from './undisturbed.js';

const found = (toy: readonly ToyProcess[]) => contentionOf(runToy(toy, undisturbed).trace);

test('the contention counts the steps on what two processes share, and names it', () => {
  const toy = [[['read own', 'write x', 'write own', 'read x', 'sync']], [['write x', 'lock l']], [['lock m']]];
  expect(found(toy)).toEqual({ shared: ['x'], remaining: { 0: 2, 1: 1, 2: 0 } });
});

test('what processes only read is not shared', () => {
  expect(found([[['read x', 'write y']], [['read x', 'read y']]])).toEqual({
    shared: ['y'],
    remaining: { 0: 1, 1: 1 },
  });
});

test('a lock is shared by those that take it', () => {
  expect(found([[['lock l', 'unlock l']], [['lock l', 'unlock l']]])).toEqual({
    shared: ['l'],
    remaining: { 0: 2, 1: 2 },
  });
});

test('a step on two paths shares both, and others on either count', () => {
  const step = (
    process: number,
    call: Step['call'],
    paths: Pick<Step, 'path' | 'to'>,
    footprint: readonly Access[],
  ): Step => ({
    kind: 'step',
    process,
    thread: 0,
    call,
    ...paths,
    result: { value: 0 },
    footprint,
  });
  const trace = [
    step(0, 'stat', { path: 'app.log.1' }, [{ object: 'entry:app.log.1', access: 'read' }]),
    step(1, 'stat', { path: 'app.log' }, [{ object: 'entry:app.log', access: 'read' }]),
    step(0, 'rename', { path: 'app.log', to: 'app.log.1' }, [
      { object: 'entry:app.log', access: 'write' },
      { object: 'entry:app.log.1', access: 'write' },
    ]),
  ];
  expect(contentionOf(trace)).toEqual({ shared: ['app.log', 'app.log.1'], remaining: { 0: 2, 1: 1 } });
});

test('nothing is known of an execution without steps', () => {
  expect(contentionOf([])).toEqual({ shared: [], remaining: {} });
});
