import { expect, test } from 'vitest';
import type { Execution, ProcessEnd } from '../execution/execution.js';
import { handBuilt } from './hand-built.js';
import { notStuckAfterKill } from './not-stuck-after-kill.js';

const killed: ProcessEnd = { kind: 'died', exitCode: undefined, signal: 'SIGKILL' };

function messages(end: ProcessEnd, outcome: Execution['outcome'] = { kind: 'completed' }): string[] {
  const processes = [killed, end].map((each, process) => ({ process, end: each, stderr: '' }));
  const execution = handBuilt({ files: {}, processes, outcome, events: [{ kind: 'killed', process: 0 }] });
  return notStuckAfterKill.check(execution).map(({ message }) => message);
}

test('nobody is stuck when all but the killed process close their logs', () => {
  expect(messages({ kind: 'closed' })).toEqual([]);
});

test('who waits for the killed process is stuck', () => {
  const doing = 'waiting for lock of app.log.lock, held by p0';
  expect(messages({ kind: 'stopped', doing }, { kind: 'deadlock' })).toEqual([
    `p1 was stopped while it was ${doing}, after p0 had been killed.`,
  ]);
});

test('and so is who tries again for ever', () => {
  expect(messages({ kind: 'stopped', doing: 'still going on' }, { kind: 'step-limit' })).toEqual([
    'p1 was stopped while it was still going on, after p0 had been killed.',
    'the others never come to an end after p0 has been killed.',
  ]);
});
