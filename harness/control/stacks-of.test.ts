import { execaSync } from 'execa';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import which from 'which';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { gateSupport, type Session } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { programScenario } from '../scenario/program-scenario.js';
import type { Scenario } from '../scenario/scenario.js';
import { undisturbedSchedule } from '../schedule/schedule.js';
import { replay } from '../schedulers/replay.js';
import { programWriter } from '../writers/program-writer.js';
import { writerNamed } from '../writers/index.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { openControl } from './control.js';
import type { Control } from './controlled.js';
import { firstDifference } from './determinism.js';
import { findStacks, type Stacks } from './stacks-of.js';

const times = 10;
/** A virtual machine may take long to come to its first step. */
const limitMs = 60_000;

/** Executes a scenario in the undisturbed order. @param folder where runtimes are to write down where programs are, if they are to. */
function openFor(writer: WriterProgram, { processes }: Scenario, folder?: string): Control {
  const stacks = folder === undefined ? {} : { stacks: { folder, watched: (session: Session) => session } };
  return openControl({ writer, processes, limitMs, ...stacks });
}

function execute(control: Control, scenario: Scenario): Execution {
  return control.run(scenario, replay(undisturbedSchedule));
}

/** Says where an execution with that differs from one without, if it does in any of so many. */
function differences(writer: WriterProgram, scenario: Scenario): (string | undefined)[] {
  const folder = newDirectory();
  const [without, telling] = [openFor(writer, scenario), openFor(writer, scenario, folder.path)];
  try {
    return Array.from({ length: times }, () => firstDifference(execute(without, scenario), execute(telling, scenario)));
  } finally {
    without.close();
    telling.close();
    folder.remove();
  }
}

const rotation = { kind: 'size', maxBytes: 64, backups: 4 } as const;
const rotating: Scenario = { processes: 2, records: 3, recordBytes: [32], rotation };

const fixture = (name: string): string => join(packageRoot, 'harness', 'control', 'fixtures', 'rotating', name);
const built = newDirectory();
afterAll(built.remove);

interface Language {
  readonly name: string;
  /** Programs, and files. */
  readonly needs: readonly string[];
  readonly command: readonly string[];
  readonly build?: readonly string[];
  /** It takes seconds for each execution. */
  readonly isSlow?: true;
  /** Where its program renames the log. */
  readonly frame: { readonly file: string; readonly function: string; readonly source?: string };
}

/** Where Debian has it. */
const log4j = ['api', 'core'].map((part) => `/usr/share/java/log4j-${part}.jar`);

/** Programs that append a line to the log and rename it, each in a function of its own. */
const languages: readonly Language[] = [
  {
    name: 'JavaScript',
    needs: ['node'],
    command: ['node', fixture('rotate.mjs')],
    frame: { file: 'rotate.mjs', function: 'rotate', source: 'await rename(log, `${log}.1`);' },
  },
  {
    name: 'JavaScript that is compiled as it is loaded',
    needs: ['node'],
    command: ['node', fixture('rotate-mapped.cjs')],
    frame: { file: 'rotate.cjs', function: 'rotate', source: 'renameSync(log, `${log}.1`);' },
  },
  {
    name: 'Python',
    needs: ['python3'],
    command: ['python3', fixture('rotate.py')],
    frame: { file: 'rotate.py', function: 'rotate', source: 'os.rename(log, log + ".1")' },
  },
  {
    name: 'Python that looks at no environment',
    needs: ['python3'],
    command: ['python3', '-I', fixture('rotate.py')],
    frame: { file: 'rotate.py', function: 'rotate', source: 'os.rename(log, log + ".1")' },
  },
  {
    name: 'Ruby',
    needs: ['ruby'],
    command: ['ruby', '--disable-gems', fixture('rotate.rb')],
    frame: { file: 'rotate.rb', function: 'rotate', source: 'File.rename(log, "#{log}.1")' },
  },
  {
    name: 'Perl',
    needs: ['perl'],
    command: ['perl', fixture('rotate.pl')],
    frame: { file: 'rotate.pl', function: 'rotate', source: 'rename $log, "$log.1" or die $!;' },
  },
  {
    name: 'PHP',
    needs: ['php'],
    command: ['php', fixture('rotate.php')],
    frame: { file: 'rotate.php', function: 'rotate', source: 'rename($log, "$log.1");' },
  },
  {
    name: 'bash, whose child renames the log',
    needs: ['bash'],
    command: ['bash', fixture('rotate.bash')],
    frame: { file: 'rotate.bash', function: 'rotate', source: 'mv "$1" "$1.1"' },
  },
  {
    name: 'Java',
    needs: ['javac', 'java'],
    command: ['java', '-Xint', '-XX:+UseSerialGC', '-cp', built.path, 'Rotate'],
    build: ['javac', '-d', built.path, fixture('Rotate.java')],
    frame: { file: 'Rotate.java', function: 'Rotate.rotate' },
  },
  {
    name: 'Java with log4j2',
    needs: ['javac', 'java', ...log4j],
    command: [
      'java',
      '-Xint',
      '-XX:+UseSerialGC',
      `-Dlog4j2.configurationFile=${fixture('log4j2.xml')}`,
      '-cp',
      [built.path, ...log4j].join(':'),
      'RotateLog4j',
    ],
    build: ['javac', '-cp', log4j.join(':'), '-d', built.path, fixture('RotateLog4j.java')],
    isSlow: true,
    frame: { file: 'FileRenameAction.java', function: 'FileRenameAction.moveFile' },
  },
  {
    name: 'C',
    needs: ['cc', 'gdb'],
    command: [join(built.path, 'rotate')],
    build: ['cc', '-g', '-o', join(built.path, 'rotate'), fixture('rotate.c')],
    frame: { file: 'rotate.c', function: 'rotate', source: 'return rename(log, to);' },
  },
];

const isThere = (name: string): boolean => existsSync(name) || which.sync(name, { nothrow: true }) !== null;
const here = languages.filter(({ needs }) => needs.every(isThere));
const absent = languages.filter((language) => !here.includes(language));

function programOf({ command, build }: Language): WriterProgram {
  const [compiler, ...args] = build ?? [];
  if (compiler !== undefined) execaSync(compiler, args);
  return programWriter({ command: [...command, '{log}'], file: 'app.log' });
}

describe.runIf(gateSupport().able)('a stack', () => {
  const writers = ['size', 'log4js', 'python-size', 'ruby-logger'].map(writerNamed);
  const present = writers.filter((writer) => writer !== undefined && writer.unavailable === undefined);

  test.each(present.flatMap((writer) => writer ?? []))(
    'changes nothing of what $name does, in 10 of 10 executions',
    (writer) => {
      expect(differences(writer, rotating)).toEqual(Array.from({ length: times }));
    },
  );

  test.each(here.filter(({ isSlow }) => isSlow !== true))(
    'changes nothing of what a program in $name does, in 10 of 10 executions',
    (language) => {
      const writer = programOf(language);
      const scenario = programScenario(
        { asIs: { command: writer.command, file: 'app.log' } },
        { processes: 1, records: 1 },
      );
      expect(differences(writer, scenario)).toEqual(Array.from({ length: times }));
    },
  );

  test.each(here)('tells the line of a program in $name', (language) => {
    const writer = programOf(language);
    const scenario = programScenario(
      { asIs: { command: writer.command, file: 'app.log' } },
      { processes: 1, records: 1 },
    );
    const control = openFor(writer, scenario);
    const execution = execute(control, scenario);
    control.close();
    const number = traceOf(execution).findIndex(({ call }) => call === 'rename') + 1;
    const found: Stacks = new Map();
    findStacks(execution, () => replay(undisturbedSchedule), { numbers: [number], found }, { writer, limitMs });
    const [innermost] = found.get(number) ?? [];
    expect(innermost && { ...innermost, file: basename(innermost.file) }).toEqual({
      ...language.frame,
      line: expect.any(Number),
    });
  });

  test.each(absent)('of a program in $name is not looked for (not run: it is not installed)', () => undefined);

  const compiles = ['cc', 'gdb'].every(isThere);
  test.runIf(compiles)('of a thread is not waited for where another one stands in a call that is held', () => {
    const program = join(built.path, 'rotate-beside');
    const build = ['cc', '-g', '-pthread', '-o', program, fixture('rotate-beside.c')];
    const writer = programOf({ name: 'C', needs: [], command: [program], build, frame: { file: '', function: '' } });
    const scenario = programScenario(
      { asIs: { command: writer.command, file: 'app.log' } },
      { processes: 1, records: 1 },
    );
    const control = openFor(writer, scenario);
    const execution = execute(control, scenario);
    control.close();
    const number = traceOf(execution).findIndex(({ call }) => call === 'rename') + 1;
    const found: Stacks = new Map();
    findStacks(execution, () => replay(undisturbedSchedule), { numbers: [number], found }, { writer, limitMs });
    expect(found.get(number) ?? []).toEqual([]);
  });

  test('is not told where the steps until then are others', () => {
    const size = writerNamed('size');
    if (size === undefined) throw new Error('There is no writer size.');
    const control = openFor(size, rotating);
    const execution = execute(control, rotating);
    control.close();
    const [first, ...others] = execution.events;
    const changed = {
      ...execution,
      events: [...(first?.kind === 'step' ? [{ ...first, path: 'other.log' }] : []), ...others],
    };
    const found: Stacks = new Map();
    findStacks(changed, () => replay(undisturbedSchedule), { numbers: [3, 5], found }, { writer: size, limitMs });
    expect(found).toEqual(new Map());
  });
});
