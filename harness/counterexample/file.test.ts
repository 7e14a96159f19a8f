import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { counterexamplePath, keptForm, parseCounterexample, readCounterexample, writeCounterexample } from './file.js';
import { newDirectory } from '../processes/directory.js';
import { sizeLosesARecord } from '../search/hand-built.js';

const directory = newDirectory();
afterAll(directory.remove);

describe('a counterexample file', () => {
  test('reads back as what was written, in folders that are made, one line for what fits in one', () => {
    const path = counterexamplePath(join(directory.path, 'kept'), sizeLosesARecord);
    const lines = ['as it is shown'];
    writeCounterexample(path, keptForm({ ...sizeLosesARecord, notes: 'A note.' }, lines));
    const evidence = { kind: 'lines', lines };
    const { message, steps } = sizeLosesARecord.violation;
    const violation = { message, steps };
    expect(readCounterexample(path)).toEqual({ ...sizeLosesARecord, violation, notes: 'A note.', evidence });
    const written = readFileSync(path, 'utf8').split('\n');
    expect(written).toContain('    "rotation": {"kind": "size", "maxBytes": 100, "backups": 4}');
    expect(written.filter((line) => line.length > 120)).toEqual([]);
  });

  test('keeps where programs stood at the steps that explain it', () => {
    const stack = [{ file: 'app.mjs', line: 12, function: 'append', source: 'fs.renameSync(log, old);' }];
    const { violation } = sizeLosesARecord;
    const steps = violation.steps.map((step) => ({ ...step, stack }));
    const kept = keptForm({ ...sizeLosesARecord, violation: { ...violation, steps } }, []);
    expect(parseCounterexample(JSON.parse(JSON.stringify(kept))).violation.steps).toEqual(steps);
    expect(() =>
      parseCounterexample({ ...kept, violation: { message: '', steps: [{ ...steps[0], stack: [{}] }] } }),
    ).toThrow('violation.steps.0.stack.0.file is missing');
  });

  test.each([
    ['size', 'size.json'],
    ['python3 /home/me/my logger.py', 'python3-home-me-my-logger.py.json'],
    ['../..', 'writer.json'],
    ['x'.repeat(300), `${'x'.repeat(100)}.json`],
  ])('of %s is named %s', (writer, name) => {
    const path = counterexamplePath('kept', { ...sizeLosesARecord, claim: 'no-error', writer });
    expect(path).toBe(join('kept', 'no-error', name));
  });

  test('of one process alone is named so, beside the one of several', () => {
    const scenario = { ...sizeLosesARecord.scenario, processes: 1 };
    const path = counterexamplePath('kept', { ...sizeLosesARecord, scenario });
    expect(path).toBe(join('kept', 'no-record-lost', 'size-alone.json'));
  });

  test('that is not there, or holds no JSON, is said in one line', () => {
    const path = join(directory.path, 'broken.json');
    writeFileSync(path, '{');
    expect(() => readCounterexample(path)).toThrow(/broken\.json holds no JSON, so it is no counterexample\.$/);
    expect(() => readCounterexample(`${path}.gone`)).toThrow(/^There is no counterexample to read in .*\.gone\.$/);
  });

  test('keeps what somebody else has written into it', () => {
    const others = { comment: 'Seen in production.', ticket: { number: 7 } };
    const read = parseCounterexample({ ...keptForm(sizeLosesARecord, []), ...others });
    expect(read.others).toEqual(others);
    expect(keptForm(read, [])).toMatchObject(others);
  });

  test('bears a version, is read without one, and refused with a newer one', () => {
    const { version, ...old } = keptForm(sizeLosesARecord, []);
    expect(version).toBe(1);
    expect(parseCounterexample(old)).toEqual(parseCounterexample({ ...old, version }));
    expect(() => parseCounterexample({ ...old, version: 2 })).toThrow(
      /^The counterexample can't be read: version: must be 1: what a newer logtorture has written, a newer one reads\.$/,
    );
  });

  test('with several problems has all of them listed', () => {
    const { writer: _, ...wrong } = { ...keptForm(sizeLosesARecord, []), claim: 'No Colour' };
    const schedule = { ...sizeLosesARecord.schedule, extra: 1 };
    expect(() => parseCounterexample({ ...wrong, schedule, scenario: { ...wrong.scenario, processes: 0 } })).toThrow(
      /^The counterexample can't be read: (?=.*\bclaim: )(?=.*\bwriter is missing)(?=.*\bscenario\.processes: )(?=.*\bschedule\.extra: )/,
    );
  });
});
