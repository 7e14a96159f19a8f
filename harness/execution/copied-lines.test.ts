import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { anew, appending, brokenBy, fates, machine, reading, type Machine } from './hand-built.js';

const [p0, p1, p2] = [{ process: 0 }, { process: 1 }, { process: 2 }];

describe('a copy is no new line', () => {
  const append = (it: Machine, text: string, owner = p0): void =>
    it.write(owner, it.open(owner, 'app.log', appending), `${text}\n`);

  /** As one that compacts writes what it keeps into a new file, and renames that over the old one. */
  const compacts = (it: Machine, kept: string, between?: () => void): void => {
    it.open(p1, 'app.log', reading);
    between?.();
    it.write(p1, it.open(p1, 'app.log.tmp', anew), kept);
    it.rename(p1, 'app.log.tmp', 'app.log');
  };

  test('where a program writes what it has read into a new file that takes the name of the old one', () => {
    const execution = machine((it) => {
      append(it, 'one');
      append(it, 'two');
      compacts(it, 'one\ntwo\nthree\n');
    });
    expect(fates(execution)).toEqual(['one ok', 'two ok', 'three ok']);
    expect(brokenBy(execution)).toEqual([]);
  });

  test('so that is lost what another process has written in between', () => {
    const execution = machine((it) => {
      append(it, 'one');
      compacts(it, 'one\n', () => append(it, 'two', p2));
    });
    expect(brokenBy(execution)).toEqual(['no-record-lost: p2\'s line 1 ("two") was written, but it is in no file.']);
  });

  test('where a program empties a file and writes it anew', () => {
    const execution = machine((it) => {
      append(it, 'one');
      const log = it.open(p1, 'app.log', 'O_RDWR');
      it.truncate(p1, log, 0);
      it.write(p1, log, 'one\n');
    });
    expect(fates(execution)).toEqual(['one ok']);
  });

  test.each<[string, (it: Machine) => void]>([
    ['the kernel', (it) => it.copy(p1, it.open(p1, 'app.log', reading), it.open(p1, 'app.log.1', anew))],
    [
      'a program',
      (it) => {
        it.open(p1, 'app.log', reading);
        it.write(p1, it.open(p1, 'app.log.1', anew), 'one\n');
      },
    ],
    [
      'gzip',
      (it) => {
        it.open(p1, 'app.log', reading);
        it.write(p1, it.open(p1, 'app.log.1.gz', anew), gzipSync('one\n').toString('latin1'));
      },
    ],
  ])('where %s copies the log before it is emptied', (_, copy) => {
    const execution = machine((it) => {
      append(it, 'one');
      copy(it);
      it.open(p1, 'app.log', anew);
      append(it, 'two');
    });
    expect(fates(execution)).toEqual(['one ok', 'two ok']);
    expect(execution.files).toHaveLength(2);
    expect(brokenBy(execution)).toEqual([]);
  });

  test('so that is lost what is written between the copy and the emptying', () => {
    const execution = machine((it) => {
      append(it, 'one');
      it.copy(p1, it.open(p1, 'app.log', reading), it.open(p1, 'app.log.1', anew));
      append(it, 'two');
      it.open(p1, 'app.log', anew);
    });
    expect(fates(execution)).toEqual(['one ok', 'two lost']);
  });

  test('so that is lost what is written into a file that gzip removes, since it has packed it', () => {
    const execution = machine((it) => {
      const log = it.open(p0, 'app.log', appending);
      it.write(p0, log, 'one\n');
      it.rename(p1, 'app.log', 'app.log.1');
      it.open(p1, 'app.log.1', reading);
      it.write(p1, it.open(p1, 'app.log.1.gz', anew), gzipSync('one\n').toString('latin1'));
      it.write(p0, log, 'two\n');
      append(it, 'three');
      it.unlink(p1, 'app.log.1');
    });
    expect(fates(execution)).toEqual(['one ok', 'two lost', 'three ok']);
  });

  test('and goes with the packed file where that is removed as the oldest', () => {
    const execution = machine((it) => {
      append(it, 'one');
      it.rename(p0, 'app.log', 'app.log.1');
      it.open(p0, 'app.log.1', reading);
      it.write(p0, it.open(p0, 'app.log.1.gz', anew), gzipSync('one\n').toString('latin1'));
      it.unlink(p0, 'app.log.1');
      append(it, 'two');
      it.unlink(p0, 'app.log.1.gz');
    });
    expect(fates(execution)).toEqual(['one removed', 'two ok']);
  });

  test('but one that a program appends without having read the log is new: it is there as often as it was written', () => {
    const execution = machine((it) => {
      append(it, 'same', p0);
      append(it, 'same', p1);
      it.rename(p1, 'app.log', 'app.log.1');
      append(it, 'same', p1);
      it.open(p0, 'app.log', anew);
    });
    expect(fates(execution)).toEqual(['same ok', 'same ok', 'same lost']);
  });

  test('and nobody is accused of one who reads the log and writes the same line again after a rotation', () => {
    const execution = machine((it) => {
      it.open(p0, 'app.log', 'O_RDONLY|O_CREAT');
      append(it, 'done');
      it.open(p0, 'app.log', reading);
      it.rename(p0, 'app.log', 'app.log.1');
      append(it, 'done');
    });
    expect(brokenBy(execution)).toEqual([]);
  });

  test('but stands twice where the kernel has copied it into a file that is said to be one of the log', () => {
    const act = (it: Machine): void => {
      append(it, 'one');
      it.copy(p1, it.open(p1, 'app.log', reading), it.open(p1, 'app.log.1', anew));
    };
    expect(brokenBy(machine(act, { files: 'app.log*' }))).toEqual([
      'no-record-duplicated: p0\'s line 1 ("one") stands 2 times: app.log line 1, app.log.1 line 1.',
    ]);
    expect(brokenBy(machine(act))).toEqual([]);
  });

  test('and which one it is of several with the same text is taken for what loses none', () => {
    const execution = machine((it) => {
      append(it, 'same');
      it.open(p1, 'app.log', reading);
      it.rename(p1, 'app.log', 'app.log.1');
      append(it, 'same', p2);
      const log = it.open(p1, 'app.log', 'O_RDWR');
      it.truncate(p1, log, 0);
      it.write(p1, log, 'same\n');
    });
    expect(fates(execution)).toEqual(['same ok', 'same ok']);
  });
});
