import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { invariants } from '../claims/index.js';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { findPython } from '../writers/python.js';
import { openDocument } from './fixtures/document.js';
import { runCommand } from './fixtures/run-command.js';

const { text, lines, blocks, commands } = openDocument('README.md');
const directory = newDirectory();
afterAll(directory.remove);

const ours = commands.filter((command) => command.startsWith('npx logtorture '));

describe('the README', () => {
  for (const file of [...blocks('js'), ...blocks('py')]) {
    const name = /^(?:\/\/|#) (\S+)\n/.exec(file)?.[1] ?? '';
    writeFileSync(join(directory.path, name), file);
  }

  test('is short: 250 lines and 20 KB', () => {
    expect(lines.length).toBeLessThan(250);
    expect(Buffer.byteLength(text)).toBeLessThan(20_000);
  });

  test.each(
    ours.filter(
      (command) =>
        /my[-_]logger/.test(command) &&
        (!command.includes('python3') || 'version' in findPython()) &&
        (!command.includes(' check ') || gateSupport().able),
    ),
  )('has a command that loses nothing: %s', async (command) => {
    // By default a search takes half a minute.
    const brief = command.replace(' check ', ' check --budget 40 --workers 1 ');
    const { stdout, exitCode } = await runCommand(brief, directory.path);
    expect(stdout).toMatch(/\n0\/\d+ records are missing|\n✓ no-record-lost +held/);
    expect(exitCode).toBe(0);
  });

  describe.runIf(gateSupport().able)('where steps can be held', () => {
    test('shows the counterexample that its command prints, which another replays', async () => {
      const command = ours.find((line) => line.includes(' check size')) ?? '';
      const { stdout, exitCode } = await runCommand(`${command} --workers 1`, directory.path);
      const printed = stdout.replace(/logtorture \S+, node \S+\n/, `${versionsIn(text)}\n`);
      expect(text).toContain(`\n\`\`\`\n${printed}\n\`\`\`\n`);
      expect(exitCode).toBe(1);
      const replay = ours.find((line) => line.includes(' replay ')) ?? '';
      expect(await runCommand(replay, directory.path)).toMatchObject({ exitCode: 1 });
    });

    test('has a command that says so', async () => {
      expect(ours).toContain('npx logtorture doctor');
      expect(await runCommand('npx logtorture doctor', directory.path)).toMatchObject({ exitCode: 0 });
    });
  });

  test('has no other commands than those that the continuous integration runs', () => {
    const script = readFileSync(join(packageRoot, '.ci', 'run'), 'utf8');
    for (const command of commands.filter((line) => !ours.includes(line))) {
      for (const part of command.split(' && ')) expect(script).toContain(part);
    }
  });

  test('states claims as their invariants do', () => {
    const stated = lines.filter((line) => /^- `[a-z-]+`: /.test(line));
    const known = new Set(invariants.map(({ claim, holdsWhen }) => `- \`${claim}\`: ${holdsWhen}`));
    expect(stated.filter((line) => !known.has(line))).toEqual([]);
    // One that is new may come into the README later.
    expect(stated.length).toBeGreaterThanOrEqual(15);
  });

  test('names every variable of the environment that is read', () => {
    const sources = readdirSync(join(packageRoot, 'harness'), { recursive: true, encoding: 'utf8' })
      // What benches alone read is on their own page.
      .filter((path) => path.endsWith('.ts') && !path.startsWith('bench/'))
      .map((path) => readFileSync(join(packageRoot, 'harness', path), 'utf8'));
    const names = sources.flatMap((source) => source.match(/LOGTORTURE_[A-Z_]*[A-Z]/g) ?? []);
    expect([...new Set(names)].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

/** The versions that the counterexample on a screen was found with. */
function versionsIn(screen: string): string {
  return /logtorture \S+, node \S+(?=\n)/.exec(screen)?.[0] ?? '';
}
