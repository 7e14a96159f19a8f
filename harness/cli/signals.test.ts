import { describe, expect, test } from 'vitest';
import { endedOnTerminal } from '../bench/endings/on-a-terminal.js';
import { gateSupport } from '../gate/index.js';

// `npm run bench -- endings` has every command, more writers, and a hundred of each ending.
const daemon = ['run', '-t', 'file', '-p', '2', '--runs', '100000', '--', 'python3', './leaves-a-daemon.py'];
const nothing = { processes: [], directories: [] };

describe.runIf(gateSupport().able).concurrent('a command on a terminal', () => {
  test.each([
    { ending: 'ctrl-c', status: 130 },
    { ending: 'SIGKILL', status: -9 },
  ] as const)('leaves nothing when it is ended by $ending', async ({ ending, status }) => {
    const end = await endedOnTerminal({ args: daemon, when: 'run 2', ending });
    expect(end).toMatchObject({ ...nothing, intact: true, status });
  });

  test('says what it has found when it is told to end', async () => {
    const args = ['check', './appends.mjs', '--together', '--budget', '120s'];
    const end = await endedOnTerminal({ args, when: 'a second', ending: 'ctrl-c' });
    expect(end).toMatchObject({ ...nothing, intact: true, status: 130 });
    expect(end.printed).toContain('no-record-lost        unknown');
    expect(end.printed).toContain('interrupted');
  });

  test('ends where it looks for another way to break what is broken already, however much it may execute', async () => {
    const args = ['check', 'size', '--claims', 'no-record-lost', '--budget', '100000'];
    const end = await endedOnTerminal({ args, when: 'Reproduced', ending: 'ctrl-c' });
    expect(end).toMatchObject({ ...nothing, intact: true, status: 130 });
  });

  test('ends when its terminal is gone and what ran it was killed, even if that had no width in the end', async () => {
    const through = ['setsid', '--wait'];
    const args = ['run', '-t', 'file', '-p', '1', '--runs', '100000', '--writer', './appends.mjs'];
    const end = await endedOnTerminal({ args, when: 'run 2', ending: 'gone', through, narrow: true });
    expect(end).toMatchObject(nothing);
  });
});
