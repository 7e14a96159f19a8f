import { describe, expect, test } from 'vitest';
import { anew, appending, brokenBy, fates, machine } from './hand-built.js';
import { linesWritten } from './line-accounting.js';

const [p0, p1] = [{ process: 0 }, { process: 1 }];

describe('a line', () => {
  test('is what a process writes into a file between two line ends, by one call or five', () => {
    const execution = machine((it) => {
      const [log, other] = [it.open(p0, 'app.log', appending), it.open(p0, 'other.log', appending)];
      for (const part of ['one', ' line\r', '\n']) it.write(p0, log, part);
      it.write(p0, other, 'two\nthree\nfo');
      it.write(p0, log, 'five\n');
      it.write(p0, other, 'ur\nsix');
    });
    expect(linesWritten(execution).map(({ process, sequence, text }) => `p${process} ${sequence} ${text}`)).toEqual([
      'p0 0 one line',
      'p0 1 two',
      'p0 2 three',
      'p0 3 five',
      'p0 4 four',
      'p0 5 six',
    ]);
    expect(linesWritten(execution)[4]?.pieces).toEqual([
      { step: 6, inode: 'inode:2', place: 10, bytes: 2 },
      { step: 8, inode: 'inode:2', place: 12, bytes: 3 },
    ]);
    expect(execution.history.filter(({ kind }) => kind === 'ok').map(({ sequence }) => sequence)).toEqual([
      0, 1, 2, 3, 4,
    ]);
    expect(execution.history.at(-1)).toEqual({ kind: 'info', process: 0, sequence: 5 });
    expect(brokenBy(execution)).toEqual([]);
  });

  test('belongs to the process that wrote it, be it a member or one that a member has started', () => {
    const execution = machine((it) => {
      const log = it.open(p0, 'app.log', appending);
      it.write(p0, log, 'one\n');
      it.write({ process: 0, child: 1 }, log, 'two\n');
      it.write(p0, log, 'three\n');
    });
    expect(linesWritten(execution).map(({ process, child, sequence }) => ({ process, child, sequence }))).toEqual([
      { process: 0, child: undefined, sequence: 0 },
      { process: 0, child: 1, sequence: 0 },
      { process: 0, child: undefined, sequence: 1 },
    ]);
  });

  test('goes on where a command of a shell prints the rest of it', () => {
    const execution = machine((it) => {
      const log = it.open(p0, 'app.log', appending);
      it.write(p0, log, 'it is ');
      it.write({ process: 0, child: 1 }, log, 'Sunday\n');
      it.write({ process: 0, child: 2 }, log, 'and it ');
      it.write(p0, log, 'rains\n');
    });
    expect(fates(execution)).toEqual(['it is Sunday ok', 'and it rains ok']);
    expect(brokenBy(execution)).toEqual([]);
  });
});

describe('the log', () => {
  test('is what lines were appended to, whatever it is called, and what took its name', () => {
    const execution = machine((it) => {
      it.write(p0, it.open(p0, 'logs/a', appending), 'one\n');
      it.write(p1, it.open(p1, 'logs/b', appending), 'two\n');
      it.write(p1, it.open(p1, 'state.json', anew), '{}\n');
      it.write(p1, it.open(p1, 'app.pid', appending), '17\n');
      it.rename(p0, 'logs/a', 'logs/old');
      it.write(p0, it.open(p0, 'logs/a', anew), 'three\n');
    });
    expect(execution.files.map(({ name, live }) => [name, live])).toEqual([
      ['logs/old', false],
      ['logs/b', 'perhaps'],
      ['logs/a', true],
    ]);
    expect(fates(execution)).toEqual(['one ok', 'three ok', 'two ok']);
  });

  test('holds what was there before, of which nothing is asked', () => {
    const execution = machine((it) => {
      it.withFile('app.log', 'older\nunfinished');
      it.write(p0, it.open(p0, 'app.log', appending), ' line\n');
    });
    expect(fates(execution)).toEqual([' line ok']);
    expect(brokenBy(execution)).toEqual([]);
  });

  test('holds holes where a process goes on at its own place in a file that was emptied', () => {
    const execution = machine((it) => {
      const log = it.open(p0, 'app.log', 'O_WRONLY|O_CREAT');
      it.write(p0, log, 'one\n');
      it.open(p1, 'app.log', anew);
      it.write(p0, log, 'two\n');
    });
    expect(fates(execution)).toEqual(['one lost', 'two ok']);
    expect(brokenBy(execution)).toContain('nothing-unexpected: app.log line 1 holds a hole of 4 zero bytes.');
  });

  test('is judged by its text alone where its steps tell something else than what it holds', () => {
    const execution = machine((it) => {
      const log = it.open(p0, 'app.log', appending);
      it.write(p0, log, 'one\ntwo\n');
      it.store(log.inode, 'two\nthrough a map');
    });
    expect(fates(execution)).toEqual(['one absent', 'two ok']);
    expect(brokenBy(execution)).toEqual([]);
  });
});

test('order is asked of what a process appended to one log, not across several', () => {
  const execution = machine((it) => {
    const [errors, access] = [it.open(p0, 'errors', appending), it.open(p0, 'access', appending)];
    for (const [log, text] of [
      [access, 'one'],
      [errors, 'two'],
      [access, 'three'],
    ] as const)
      it.write(p0, log, `${text}\n`);
  });
  expect(brokenBy(execution)).toEqual([]);
});

test('order is broken where a process goes on writing into a file that was put aside', () => {
  const execution = machine((it) => {
    const [old, same] = [it.open(p0, 'app.log', appending), p0];
    it.write(p0, old, 'one\n');
    it.rename(p1, 'app.log', 'app.log.1');
    it.write(same, it.open(p0, 'app.log', appending), 'two\n');
    it.write(p0, old, 'three\n');
  });
  expect(brokenBy(execution)).toEqual([
    'order-kept: p0\'s line 3 ("three") stands before p0\'s line 2 ("two"): in app.log.1 line 2.',
  ]);
});
