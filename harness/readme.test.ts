import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { invariants } from './invariants/index.js';
import { compiledModule, packageRoot } from './package-root.js';
import { newDirectory } from './processes/directory.js';
import { findPython } from './writers/python.js';

const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
const directory = newDirectory();
afterAll(directory.remove);

/** Code blocks of a language; the files among them begin with a comment that names them. */
function blocks(language: string): string[] {
  return Array.from(readme.matchAll(new RegExp('```' + language + '\\n(.*?)```', 'gs')), ([, code = '']) => code);
}

const commands = blocks('sh').flatMap((block) => block.trim().split('\n'));
const ours = commands.filter((command) => command.startsWith('npx logtorture '));

describe('the README', () => {
  for (const file of [...blocks('js'), ...blocks('py')]) {
    const name = /^(?:\/\/|#) (\S+)\n/.exec(file)?.[1] ?? '';
    writeFileSync(join(directory.path, name), file);
  }

  test.each(ours.filter((command) => !command.includes('python3') || 'version' in findPython()))(
    'has a command that works: %s',
    async (command) => {
      const { stdout, exitCode } = await execa(
        process.execPath,
        [compiledModule('cli/main.js'), ...command.split(' ').slice(2)],
        {
          cwd: directory.path,
          reject: false,
        },
      );
      expect(stdout).toMatch(/ 0\/\d+ records are missing|\n0\/\d+ records are missing/);
      expect(exitCode).toBe(0);
    },
  );

  test('has no other commands than those that the continuous integration runs', () => {
    const script = readFileSync(join(packageRoot, '.ci', 'run'), 'utf8');
    for (const command of commands.filter((line) => !ours.includes(line))) {
      for (const part of command.split(' && ')) expect(script).toContain(part);
    }
  });

  test('shows a property that is there', () => {
    const [block = ''] = blocks('ts');
    const [comment = '', ...lines] = block.split('\n');
    expect(lines.join('\n')).toBe(readFileSync(join(packageRoot, comment.slice('// '.length)), 'utf8'));
  });

  test('states every claim as its invariant does', () => {
    for (const { claim, holdsWhen } of invariants) {
      expect(readme).toMatch(new RegExp(`\\| \`${claim}\` +\\| ${holdsWhen} +\\|`));
    }
  });
});
