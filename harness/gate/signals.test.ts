import { spawn, type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { members, openBench } from './fixtures/open.js';
import { gateSupport } from './support.js';

const records = ['a', 'b', 'c'].map((letter) => `${letter}xxxxxxxx`);

function ignore(): void {}

describe.runIf(gateSupport().able)('a gate that gets signals all the time', () => {
  let sender: ChildProcess | undefined;
  beforeAll(() => {
    process.on('SIGUSR2', ignore);
    sender = spawn('/bin/sh', ['-c', 'while kill -USR2 $0; do :; done', String(process.pid)], { stdio: 'ignore' });
  });
  // The handler stays: a signal may still be on its way.
  afterAll(() => {
    sender?.kill('SIGKILL');
  });

  it('gives the same executions as any other', () => {
    const bench = openBench({ members: [members.nodeSync, members.nodeSync] });
    const first = bench.run([{ records }, { records }]);
    expect(first.outcome).toBe('completed');
    expect(Object.values(first.files).join('')).toHaveLength(2 * records.join('\n').length + 2);
    for (let again = 0; again < 30; again++) expect(bench.run([{ records }, { records }])).toEqual(first);
    bench.close();
  });
});
