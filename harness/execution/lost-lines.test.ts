import { describe, expect, test } from 'vitest';
import type { AsIs } from '../scenario/as-is.js';
import { anew, appending, brokenBy, fates, machine, type Machine } from './hand-built.js';
import { removedLines } from './line-accounting.js';

const [p0, p1] = [{ process: 0 }, { process: 1 }];

describe('a line is lost', () => {
  const lost = (act: (machine: Machine) => void, asIs: Partial<AsIs> = {}): string[] =>
    brokenBy(
      machine((it) => {
        it.write(p0, it.open(p0, 'app.log', appending), 'one\n');
        act(it);
      }, asIs),
    );
  const message = 'no-record-lost: p0\'s line 1 ("one") was written, but it is in no file.';

  test.each<[string, (it: Machine) => void]>([
    ['its file is emptied', (it) => void it.open(p1, 'app.log', anew)],
    ['its file is removed', (it) => it.unlink(p1, 'app.log')],
    [
      'another file takes its name',
      (it) => {
        it.write(p1, it.open(p1, 'new', anew), 'two\n');
        it.rename(p1, 'new', 'app.log');
      },
    ],
    ['it is written over', (it) => it.write(p1, it.open(p1, 'app.log', 'O_WRONLY'), 'two\n')],
  ])('where %s', (_, act) => {
    expect(lost(act)).toContain(message);
  });

  test('where it is written into a file that has no name any more', () => {
    const execution = machine((it) => {
      const log = it.open(p0, 'app.log', appending);
      it.unlink(p1, 'app.log');
      it.write(p0, log, 'one\n');
    });
    expect(brokenBy(execution)).toEqual([message]);
  });

  test('but not where its file has another name left', () => {
    expect(
      lost((it) => {
        it.link(p1, 'app.log', 'app.log.1');
        it.unlink(p1, 'app.log');
      }),
    ).toEqual([]);
  });

  test('where it stands in a file that is said to be none of the log', () => {
    expect(lost((it) => it.rename(p1, 'app.log', 'old'), { files: 'app.log*' })).toEqual([
      'no-record-lost: p0\'s line 1 ("one") was written, but it is in no file of the log: it stands in old, which is not taken for part of it.',
    ]);
  });
});

describe('a file that goes', () => {
  /** Three files of the log, of which the oldest is renamed over. */
  const chain = (it: Machine): void => {
    for (const text of ['one', 'two', 'three']) {
      it.rename(p0, 'app.log.1', 'app.log.2');
      it.rename(p0, 'app.log', 'app.log.1');
      it.write(p0, it.open(p0, 'app.log', appending), `${text}\n`);
    }
    it.rename(p0, 'app.log.1', 'app.log.2');
  };

  test('takes its lines along as it was to, where it is the oldest of several', () => {
    const execution = machine(chain);
    expect(fates(execution)).toEqual(['one removed', 'two ok', 'three ok']);
    expect(brokenBy(execution)).toEqual([]);
    expect(removedLines(execution)).toEqual([{ process: 0, sequence: 0, text: 'one', file: 'app.log.2', step: 10 }]);
  });

  test.each<[number, string]>([
    [2, 'one removed'],
    [3, 'one lost'],
  ])('was not to where no more than the %d that are kept are there', (keeps, fate) => {
    expect(fates(machine(chain, { keeps }))[0]).toBe(fate);
  });

  test.each<[string, string]>([
    ['app.log.*', 'one removed'],
    ['*.old', 'one lost'],
  ])('was to where its name is one of %s', (mayRemove, fate) => {
    expect(fates(machine(chain, { mayRemove }))[0]).toBe(fate);
  });

  test('was not to where there is an older one', () => {
    const execution = machine((it) => {
      chain(it);
      it.rename(p1, 'app.log', 'app.log.1');
      it.write(p1, it.open(p1, 'app.log', appending), 'four\n');
      it.rename(p1, 'app.log', 'app.log.1');
    });
    expect(fates(execution)).toEqual(['one removed', 'two ok', 'three lost', 'four ok']);
  });

  test('was not to where it is the one that is being written', () => {
    const execution = machine((it) => {
      it.write(p0, it.open(p0, 'app.log', appending), 'one\n');
      it.write(p1, it.open(p1, 'other.log', appending), 'two\n');
      it.unlink(p1, 'app.log');
    });
    expect(fates(execution)).toEqual(['one lost', 'two ok']);
  });
});
