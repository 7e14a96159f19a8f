import { execaSync } from 'execa';
import { describe, expect, test } from 'vitest';
import { bundledModule } from '../package-root.js';

const logtorture = `${process.execPath} ${bundledModule('cli/logtorture.js')}`;

/** What a shell on a machine like that prints, line by line. */
function onMachine(script: string, [command = 'sh', ...args]: readonly string[] = []) {
  const words = command === 'sh' ? [] : [...args, 'sh'];
  const { exitCode, stderr, stdout } = execaSync(command, [...words, '-c', script], {
    reject: false,
    env: { LOGTORTURE_DIRECTORY: undefined },
  });
  return { exitCode, stdout, said: stderr.split('\n') };
}

/** With mounts of its own. */
const apart = ['unshare', '--map-root-user', '--mount'];
const small = (size: string): string => `mount -t tmpfs -o size=${size} tmpfs /dev/shm`;
const canMount = onMachine(small('1m'), apart).exitCode === 0;
/** Only the superuser can become somebody else, of whom there may be few processes. */
const nobody = ['setpriv', '--reuid', '65533', '--regid', '65533', '--clear-groups'];
const canLimit = onMachine(`${process.execPath} -e 0`, nobody).exitCode === 0;

describe('what the machine refuses is told in one line, and not as the writer’s', () => {
  test('where few files may be open', () => {
    const { exitCode, said } = onMachine(`ulimit -n 24; ${logtorture} check file`);
    expect(said).toEqual([
      expect.stringMatching(/^logtorture: The machine failed, not the writer: EMFILE: .*24 are allowed \(ulimit -n\)/),
    ]);
    expect(exitCode).toBe(3);
  });

  test.runIf(canMount)('where there is no room for an execution, in the only place that it may have', () => {
    const run = `LOGTORTURE_DIRECTORY=/dev/shm ${logtorture} run --writer file -p 2`;
    const { exitCode, said } = onMachine(`${small('8k')} && ${run}`, apart);
    expect(said).toEqual([
      expect.stringMatching(/^logtorture: The machine failed, not the writer: .*no room is left there/),
    ]);
    expect(exitCode).toBe(3);
  });

  test.runIf(canMount)('where memory has no room, and another place is taken', () => {
    const { exitCode, said } = onMachine(`${small('2m')} && ${logtorture} run --writer file -p 2`, apart);
    expect(said).toEqual([
      expect.stringMatching(/^logtorture: Executions write below .*, since \/dev\/shm has \d MiB left\.$/),
    ]);
    expect(exitCode).toBe(0);
  });

  test.runIf(canLimit)('where few processes may be there', () => {
    const { exitCode, said } = onMachine(`prlimit --nproc=15 ${logtorture} run --writer file`, nobody);
    expect(said).toEqual([
      expect.stringMatching(
        /^logtorture: The machine failed, not the writer: .*\(ulimit -u, or pids\.max of the cgroup\)/,
      ),
    ]);
    expect(exitCode).toBe(3);
  });

  test.runIf(canLimit)('where the current folder can’t be written, and another one is taken', () => {
    const { exitCode, said } = onMachine(
      `cd /; HOME=/nowhere ${logtorture} check file --alone --claims no-record-lost --budget 1 --workers 1`,
      nobody,
    );
    expect(said[0]).toMatch(
      /^logtorture: Counterexamples are kept in .*, since nothing can be kept in \.logtorture: EACCES/,
    );
    expect(exitCode).toBe(0);
  });
});

if (!canMount) test('not tried: a small /dev/shm, since nothing can be mounted here', () => undefined);
if (!canLimit)
  test('not tried: few processes and folders of others, since nobody else can be become here', () => undefined);
