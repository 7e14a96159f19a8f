import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountFor } from './accounting.js';
import { anew, appending, brokenBy, Machine, reading } from './hand-built.js';
import type { Owner } from './written-line.js';

const live = 'app.log';
const backups = 3;

/** What programs do that lose nothing but what is to go, each under a lock that keeps all others out. */
type Deed = (it: Machine, by: Owner, text: string) => void;

function textOf(it: Machine, name: string): string {
  return it.names.get(name)?.text ?? '';
}

const appends: Deed = (it, by, text) => it.write(by, it.open(by, live, appending), `${text}\n`);

const appendsInPieces: Deed = (it, by, text) => {
  const log = it.open(by, live, 'O_RDWR|O_CREAT|O_APPEND');
  for (const part of [text, '', '\n']) if (part !== '') it.write(by, log, part);
};

const appendsAtItsPlace: Deed = (it, by, text) => {
  const log = it.open(by, live, 'O_WRONLY|O_CREAT');
  log.offset = log.inode.text.length;
  it.write(by, log, `${text}\n`);
};

/** Moves the backups along, of which the oldest goes, where there is something to put aside. */
const rotates: Deed = (it, by) => {
  if (textOf(it, live) === '') return;
  moveAlong(it, by);
  it.rename(by, live, `${live}.1`);
};

function moveAlong(it: Machine, by: Owner): void {
  for (let number = backups - 1; number > 0; number--) {
    it.unlink(by, `${live}.${number + 1}`);
    it.unlink(by, `${live}.${number + 1}.gz`);
    it.rename(by, `${live}.${number}`, `${live}.${number + 1}`);
    it.rename(by, `${live}.${number}.gz`, `${live}.${number + 1}.gz`);
  }
}

const packs: Deed = (it, by) => {
  const [name, packed] = [`${live}.1`, `${live}.1.gz`];
  if (!it.names.has(name) || it.names.has(packed)) return;
  it.open(by, name, reading);
  it.write(by, it.open(by, packed, anew), gzipSync(Buffer.from(textOf(it, name), 'latin1')).toString('latin1'));
  it.unlink(by, name);
};

const copiesAndEmpties: Deed = (it, by, text) => {
  if (textOf(it, live) === '') return;
  moveAlong(it, by);
  const from = it.open(by, live, 'O_RDWR|O_CREAT');
  const to = it.open(by, `${live}.1`, anew);
  if (text.length % 2 === 0) it.copy(by, from, to);
  else it.write(by, to, from.inode.text);
  it.truncate(by, from, 0);
};

const compacts: Deed = (it, by, text) => {
  it.open(by, live, 'O_RDONLY|O_CREAT');
  const tmp = it.open(by, `${live}.tmp`, anew);
  it.write(by, tmp, `${textOf(it, live)}${text}\n`);
  it.rename(by, `${live}.tmp`, live);
};

const writesAnew: Deed = (it, by) => {
  const log = it.open(by, live, 'O_RDWR|O_CREAT');
  const kept = log.inode.text;
  it.truncate(by, log, 0);
  log.offset = 0;
  if (kept !== '') it.write(by, log, kept);
};

const writesOver: Deed = (it, by) => {
  const log = it.open(by, live, 'O_RDWR|O_CREAT');
  const kept = log.inode.text;
  if (kept !== '') it.write(by, log, kept);
};

const keepsState: Deed = (it, by, text) => {
  it.write(by, it.open(by, 'state.tmp', anew), `${text}\n`);
  it.rename(by, 'state.tmp', 'state');
  it.open(by, live, 'O_RDONLY|O_CREAT');
  it.write(by, it.open(by, 'app.lock', appending), '17\n');
  it.unlink(by, 'app.lock');
};

const reports: Deed = (it, by) => {
  it.open(by, live, 'O_RDONLY|O_CREAT');
  const lines = textOf(it, live).split(/(?<=\n)/);
  const report = it.open(by, 'report', anew);
  if (lines[0] !== '') it.write(by, report, lines.slice(0, 2).join(''));
};

const backsUp: Deed = (it, by) => {
  const from = it.open(by, live, 'O_RDONLY|O_CREAT');
  it.copy(by, from, it.open(by, 'backup', anew));
};

const asShellsDo: Deed = (it, by, text) => {
  const log = it.open(by, live, appending);
  it.write(by, log, `${text} `);
  it.write({ ...by, child: it.steps + 100 }, log, `${text}\n`);
};

const deeds: Readonly<Record<string, Deed>> = {
  appends,
  appendsInPieces,
  appendsAtItsPlace,
  rotates,
  packs,
  copiesAndEmpties,
  compacts,
  writesAnew,
  writesOver,
  keepsState,
  reports,
  backsUp,
  asShellsDo,
};

const turn = fc.record({
  by: fc.oneof(
    fc.record({ process: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ process: fc.integer({ min: 0, max: 2 }), child: fc.integer({ min: 1, max: 2 }) }),
  ),
  deed: fc.constantFrom(...Object.keys(deeds), 'appends', 'appends'),
  // Programs may well write the same line again.
  text: fc.constantFrom('tick', 'done', 'a', 'a longer line', ''),
});

test('nobody is accused who lets nobody in between, whatever else is done with the log', () => {
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 25 }), (turns) => {
      const machine = new Machine();
      for (const { by, deed, text } of turns) deeds[deed]?.(machine, by, text);
      const execution = machine.executed();
      expect(brokenBy(execution)).toEqual([]);
      const texts = execution.files.map(({ text }) => text).join('');
      for (const { fate, text = '' } of accountFor(execution).records.flat())
        if (fate === 'ok') expect(texts).toContain(text);
    }),
    { numRuns: 300 },
  );
});

test('what is packed is read as it was', () => {
  const machine = new Machine();
  appends(machine, { process: 0 }, 'one');
  rotates(machine, { process: 0 }, '');
  packs(machine, { process: 0 }, '');
  expect(gunzipSync(Buffer.from(textOf(machine, `${live}.1.gz`), 'latin1')).toString()).toBe('one\n');
});
