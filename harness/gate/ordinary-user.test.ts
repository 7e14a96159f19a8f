import { chownSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../package-root.js';
import { gateSupport } from './launch/support.js';

const nobody = 65_534;
const user = ['--reuid=65534', '--regid=65534', '--clear-groups'];
const isRoot = process.getuid?.() === 0;
/** Whether that user may enter the package, as it may not where it lies in root's home. */
const mayTry =
  gateSupport().able &&
  isRoot &&
  !execaSync('setpriv', [...user, process.execPath, '--version'], { reject: false, cwd: packageRoot }).failed;

/** Two shells that append a line each to a log in the directory that they are told. */
const script = (gate: string, directory: string): string => `
  import { execute, openSession } from ${JSON.stringify(gate)};
  const member = {
    command: ['/bin/sh', '-c', 'while read -r directory; do echo x >> "$directory/app.log"; echo closed; done'],
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
  };
  const session = openSession({ members: [member, member] });
  const directory = ${JSON.stringify(directory)};
  const ran = execute(session, { directory, lines: [directory, directory] });
  session.end();
  session.close();
  const steps = ran.events.filter(({ kind }) => kind === 'step').map(({ process, call, result }) => [process, call, result.size]);
  console.log(JSON.stringify([process.getuid(), ran.outcome, steps]));
`;

describe.runIf(mayTry)('an ordinary user', () => {
  it('holds steps without any privilege', () => {
    const directory = mkdtempSync(join(realpathSync(tmpdir()), 'logtorture-user-'));
    try {
      chownSync(directory, nobody, nobody);
      const gate = join(packageRoot, 'dist', 'harness', 'gate', 'index.js');
      const { stdout } = execaSync(
        'setpriv',
        [...user, process.execPath, '--input-type=module', '--eval', script(gate, directory)],
        { cwd: directory, env: { HOME: directory } },
      );
      expect(JSON.parse(stdout)).toEqual([
        nobody,
        'completed',
        [
          [0, 'open', 0],
          [0, 'write', 2],
          [1, 'open', 2],
          [1, 'write', 4],
        ],
      ]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
