import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readCounterexample, writeCounterexample } from '../counterexample/file.js';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { evidenceLines, kept as keptForm } from '../report/kept.js';
import { problemsIn } from '../schemas/fixtures/problems-in.js';
import { sizeLosesARecord } from '../search/hand-built.js';
import { logtorture } from './fixtures/run-main.js';

const directory = newDirectory();
afterAll(directory.remove);

describe.runIf(gateSupport().able)('logtorture replay', () => {
  const write = (name: string, counterexample = sizeLosesARecord): string => {
    const path = join(directory.path, name);
    writeCounterexample(path, keptForm(counterexample));
    return path;
  };

  test('shows what is still broken as it is now, and exits with 1', async () => {
    const file = write('broken.json');
    const { stdout, exitCode } = await logtorture('replay', file, '--times', '1');
    expect(stdout).toMatch(/^✗ size breaks no-record-lost: p0's record 0 /);
    expect(stdout).toContain('\n► 34   unlink app.log.2 ');
    expect(stdout).toMatch(/\nno-record-lost is still broken: 1\/1\.$/);
    expect(exitCode).toBe(1);
  });

  test('says what of the schedule did not apply, so that nothing is known, and exits with 3', async () => {
    const before = { process: 0, call: 'stat', path: 'app.log.9', occurrence: 1 };
    const file = write('held.json', {
      ...sizeLosesARecord,
      schedule: { preemptions: [{ before, run: 1 }], faults: [] },
    });
    const { stdout, exitCode } = await logtorture('replay', file, '--times', '1');
    expect(stdout).toMatch(
      /\nnot applied: p0's first stat of app\.log\.9 never came\.\nNothing is known of no-record-lost: not all of the schedule applied\.$/,
    );
    expect(exitCode).toBe(3);
  });

  test('says that nothing is broken any more, and exits with 0', async () => {
    const file = write('mended.json', { ...sizeLosesARecord, schedule: { preemptions: [], faults: [] } });
    const { stdout, exitCode } = await logtorture('replay', file, '--times', '1');
    expect(stdout).toMatch(/\nno-record-lost is no longer broken: 0\/1\.$/);
    expect(exitCode).toBe(0);
  });

  test.each([
    ['a call', { before: { process: 0, call: 'frobnicate', path: 'app.log', occurrence: 1 }, run: 1 }],
    ['an occurrence', { before: { process: 0, call: 'rename', path: 'app.log', occurrence: 1e9 }, run: 1 }],
    ['a path', { before: { process: 0, call: 'rename', path: '../../etc/passwd', occurrence: 1 }, run: 1 }],
    ['a process', { before: { process: 0, call: 'rename', path: 'app.log', occurrence: 1 }, run: 99 }],
  ])('with %s that there is not exits with 3, not as if it held', async (_, preemption) => {
    const file = write('edited.json', { ...sizeLosesARecord, schedule: { preemptions: [preemption], faults: [] } });
    expect(await logtorture('replay', file, '--times', '1')).toMatchObject({ stderr: '', exitCode: 3 });
  });

  test('of a file that a newer logtorture has written is refused in one line', async () => {
    const file = write('newer.json');
    writeFileSync(file, JSON.stringify({ ...keptForm(sizeLosesARecord), version: 2 }));
    const { stdout, stderr, exitCode } = await logtorture('replay', file);
    expect(stderr).toMatch(/^logtorture: The counterexample can't be read: version: must be 1: .*$/);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  test.each([
    ['processes', 100_000, '<=1000'],
    ['processes', -3, '>=1'],
    ['processes', 'two', 'number'],
    ['records', 1e9, '<=1000000'],
    ['recordBytes', [1e12], '<=1048576'],
    ['rotation', { kind: 'weekly' }, '"size"'],
  ])('with %s edited to %j is refused in one line, which says what may stand there', async (key, value, said) => {
    const file = write('edited.json');
    const edited = { ...keptForm(sizeLosesARecord), scenario: { ...sizeLosesARecord.scenario, [key]: value } };
    writeFileSync(file, JSON.stringify(edited));
    const { stdout, stderr, exitCode } = await logtorture('replay', file);
    expect(stderr).toMatch(new RegExp(`^logtorture: The counterexample can't be read: scenario\\.${key}.*\$`));
    expect(stderr).toContain(said);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  test('prints one JSON document with --json', async () => {
    const file = write('json.json');
    const { stdout } = await logtorture('replay', file, '--json', '--times', '1');
    const { violation } = keptForm(sizeLosesARecord);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ version: 1, file, writer: 'size', violated: true, reproduced: '1/1', violation });
    expect(problemsIn(document, 'replay')).toEqual([]);
  });

  test('writes down what it shows now with --refresh, and nothing where it is another writer that shows it', async () => {
    const others = { comment: 'Seen in production.', ticket: { number: 7 } };
    const old = {
      ...sizeLosesARecord,
      notes: 'A note.',
      others,
      evidence: { kind: 'lines', lines: ['as it was'] },
    } as const;
    const file = write('old.json', old);
    await logtorture('replay', file, '--times', '1', '--refresh');
    const again = readCounterexample(file);
    expect(again).toMatchObject({ notes: 'A note.', others, twin: old.twin, reproduced: { broken: 1, times: 1 } });
    expect(evidenceLines(again).at(0)).toMatch(/p0 +p1 +files afterwards$/);
    const other = write('other.json', { ...old, writer: 'mine' });
    await logtorture('replay', other, '--times', '1', '--refresh', '--writer', 'size');
    expect(evidenceLines(readCounterexample(other))).toEqual(['as it was']);
  });

  test('holds another writer to it that is named, and asks for one that nobody knows', async () => {
    const file = write('mine.json', { ...sizeLosesARecord, writer: 'mine' });
    const unknown = await logtorture('replay', file);
    expect(unknown.stderr).toMatch(
      /^logtorture: The writer mine does not come with logtorture: name it again, with --writer/,
    );
    expect(unknown.exitCode).toBe(2);
    const named = await logtorture('replay', file, '--times', '1', '--writer', 'size');
    expect(named.exitCode).toBe(1);
    const never = await logtorture('replay', file, '--writer', 'file');
    expect(never.stderr).toMatch(
      /^logtorture: file can't be run with .*mine\.json: it does not know its rotation, size\.$/m,
    );
    expect(never.exitCode).toBe(2);
  });

  test.each([
    [['replay', 'gone.json'], /^logtorture: There is no counterexample to read in gone\.json\.$/],
    [
      ['replay', join(packageRoot, 'README.md')],
      /^logtorture: .*README\.md holds no JSON, so it is no counterexample\.$/,
    ],
    [
      ['replay', join(packageRoot, 'package.json')],
      /^logtorture: The counterexample can't be read: .*claim is missing/,
    ],
  ])('%j gets one line and exit status 2', async (args, message) => {
    const { stdout, stderr, exitCode } = await logtorture(...args);
    expect(stderr).toMatch(message);
    expect(stderr.split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});
