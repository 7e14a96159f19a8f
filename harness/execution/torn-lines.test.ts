import { describe, expect, test } from 'vitest';
import { appending, brokenBy, fates, machine } from './hand-built.js';

const [p0, p1] = [{ process: 0 }, { process: 1 }];

describe('a line is torn', () => {
  test("where another process's bytes stand within it", () => {
    const execution = machine((it) => {
      const [one, other] = [it.open(p0, 'app.log', appending), it.open(p1, 'app.log', appending)];
      it.write(p0, one, 'aaa');
      it.write(p1, other, 'bbb');
      it.write(p0, one, '\n');
      it.write(p1, other, '\n');
      it.write(p1, other, 'whole\n');
    });
    expect(fates(execution)).toEqual(['aaa torn', 'bbb torn', 'whole ok']);
    expect(brokenBy(execution)).toEqual([
      'no-line-torn: app.log line 1 holds a piece of p0\'s line 1 ("aaa") and a piece of p1\'s line 1 ("bbb").',
      'no-line-torn: app.log line 2 holds a piece of p1\'s line 1 ("bbb").',
    ]);
  });

  test('where two that one member has started write at the same time', () => {
    const [one, other] = [
      { process: 0, child: 1 },
      { process: 0, child: 2 },
    ];
    const execution = machine((it) => {
      const log = it.open(p0, 'app.log', appending);
      it.write(other, log, 'first\n');
      it.write(one, log, 'aaa');
      it.write(other, log, 'bbb\n');
      it.write(one, log, '\n');
    });
    expect(fates(execution)).toEqual(['first ok', 'bbb torn', 'aaa torn']);
  });

  test('where its file was emptied in its midst', () => {
    const execution = machine((it) => {
      const [one, other] = [it.open(p0, 'app.log', appending), it.open(p1, 'app.log', appending)];
      it.write(p0, one, 'aaa');
      it.truncate(p1, other, 0);
      it.write(p0, one, 'bbb\n');
    });
    expect(fates(execution)).toEqual(['aaabbb torn']);
    expect(brokenBy(execution)).toEqual(['no-line-torn: app.log line 1 holds a piece of p0\'s line 1 ("aaabbb").']);
  });

  test('where it is written over in part', () => {
    const execution = machine((it) => {
      const [one, other] = [it.open(p0, 'app.log', 'O_WRONLY|O_CREAT'), it.open(p1, 'app.log', 'O_WRONLY|O_CREAT')];
      it.write(p0, one, 'aaaaaa\n');
      it.write(p1, other, 'bbb\n');
    });
    expect(fates(execution)).toEqual(['aaaaaa torn', 'bbb ok']);
  });

  test('not where the process that wrote it puts a comma where its end was', () => {
    const execution = machine((it) => {
      const log = it.open(p0, 'app.log', 'O_RDWR|O_CREAT');
      it.write(p0, log, '[\n{"a":1}\n]');
      log.offset -= 2;
      it.write(p0, log, ',\n{"b":2}\n]');
    });
    expect(brokenBy(execution)).toEqual([]);
  });

  test('not where its process was killed in its midst, and nobody has written behind it', () => {
    const execution = machine((it) => {
      const log = it.open(p0, 'app.log', appending);
      it.write(p0, log, 'aaa');
      it.kill(0);
    });
    expect(brokenBy(execution)).toEqual([]);
    expect(fates(execution)).toEqual(['aaa recovered']);
  });

  test('not where its process has ended without a line end behind its last line', () => {
    const execution = machine((it) => it.write(p0, it.open(p0, 'app.log', appending), 'one\ntwo'));
    expect(brokenBy(execution)).toEqual([]);
  });
});
