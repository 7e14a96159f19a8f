import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newDirectory } from '../processes/directory.js';
import { ownFiles, withOwnFiles } from './own-files.js';

const before = process.cwd();
const directory = newDirectory();
const here = directory.path;
beforeAll(() => {
  process.chdir(here);
  mkdirSync('conf');
  for (const name of ['app.py', 'client.sh', 'app.log', 'conf/app.conf']) writeFileSync(name, '');
});
afterAll(() => {
  process.chdir(before);
  directory.remove();
});

describe('the words of a program', () => {
  test('name files of the current folder by their whole paths, since executions run elsewhere', () => {
    const given = ['python3', 'app.py', './client.sh', '--config=conf/app.conf', 'conf/', 'conf', 'serve', '{log}'];
    expect(withOwnFiles({ command: given, file: 'app.log' }).command).toEqual([
      'python3',
      join(here, 'app.py'),
      join(here, 'client.sh'),
      `--config=${join(here, 'conf/app.conf')}`,
      join(here, 'conf'),
      'conf',
      'serve',
      '{log}',
    ]);
  });

  test('leave the log where each execution has it, whatever lies in the current folder', () => {
    expect(withOwnFiles({ command: ['tee', '-a', 'app.log'], file: 'app.log' }).command).toEqual([
      'tee',
      '-a',
      'app.log',
    ]);
  });

  test('are found in shell commands, too, where they stand without quotes', () => {
    const given = {
      command: ['./app.py'],
      file: 'app.log',
      before: 'cp conf/app.conf {dir} && touch app.log',
      with: ["sh -c 'cat app.py' >app.log"],
      drive: ['./client.sh 3;sh client.sh'],
    };
    expect(withOwnFiles(given)).toEqual({
      command: [join(here, 'app.py')],
      file: 'app.log',
      before: `cp ${join(here, 'conf/app.conf')} {dir} && touch app.log`,
      with: ["sh -c 'cat app.py' >app.log"],
      drive: [`${join(here, 'client.sh')} 3;sh ${join(here, 'client.sh')}`],
    });
    expect(ownFiles(withOwnFiles(given))).toEqual(
      ['app.py', 'conf/app.conf', 'client.sh'].map((name) => join(here, name)),
    );
  });

  test('that name programs and configurations of the system are no files of its own', () => {
    expect(ownFiles({ command: ['/bin/sh', '/etc/passwd'], file: 'app.log' })).toEqual([]);
  });
});
