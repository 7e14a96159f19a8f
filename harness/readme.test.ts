import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { claimsWithoutFaults as claims, type Claim } from './claims/index.js';
import { readCounterexample } from './counterexample/file.js';
import { evidenceLines } from './report/kept.js';
import { gateSupport } from './gate/index.js';
import { invariants } from './claims/index.js';
import { compiledModule, packageRoot } from './package-root.js';
import { newDirectory } from './processes/directory.js';
import type { WriterProgram } from './writers/writer-program.js';
import { writerNamed, writerNames } from './writers/index.js';
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

/** What the table of writers has a column for; to lose nothing stands for the claims without faults. */
const columns: readonly Claim[] = [
  'no-record-lost',
  'survives-kill',
  'not-stuck-after-kill',
  'fails-loudly',
  'mode-kept',
  'survives-clock-change',
  'survives-logrotate',
];

const recorded = join(packageRoot, 'properties/counterexamples');

function standing({ name, guarantees }: WriterProgram, claim: Claim): string {
  if (guarantees.includes(claim)) return '✓';
  return recordedOf(name, claim).length > 0 ? '✗' : '–';
}

/** What is recorded of a claim that a writer breaks, together and alone. */
function recordedOf(writer: string, claim: Claim): string[] {
  return [`${writer}.json`, `${writer}-alone.json`]
    .map((file) => join(recorded, claim, file))
    .filter((file) => existsSync(file));
}

/** The cells of the rows below a heading that begin with the name of a writer. */
function rowsBelow(heading: string): { readonly writer: string; readonly cells: readonly string[] }[] {
  const [section = ''] = readme.slice(readme.indexOf(`\n${heading}\n`) + 1 + heading.length).split(/\n#+ /);
  return Array.from(section.matchAll(/^\| `([\w-]+)` +\|(.*)\|$/gm), ([, writer = '', cells = '']) => ({
    writer,
    cells: cells.split('|').map((cell) => cell.trim()),
  }));
}

describe('the README', () => {
  for (const file of [...blocks('js'), ...blocks('py')]) {
    const name = /^(?:\/\/|#) (\S+)\n/.exec(file)?.[1] ?? '';
    writeFileSync(join(directory.path, name), file);
  }

  /** Runs a command of the README in a shell, with this build behind the name. */
  async function run(command: string): Promise<{ stdout: string; exitCode: number | undefined }> {
    const main = `'${process.execPath}' '${compiledModule('cli/logtorture.js')}'`;
    const { stdout, exitCode } = await execa(command.replace('npx logtorture', main), {
      cwd: directory.path,
      shell: true,
      reject: false,
    });
    return { stdout, exitCode };
  }

  test.each(
    ours.filter(
      (command) =>
        /my[-_]logger/.test(command) &&
        (!command.includes('python3') || 'version' in findPython()) &&
        (!command.includes(' check ') || gateSupport().able),
    ),
  )('has a command that loses nothing: %s', async (command) => {
    // A search takes half a minute unless told otherwise.
    const { stdout, exitCode } = await run(command.replace(' check ', ' check --budget 40 --workers 1 '));
    expect(stdout).toMatch(/\n0\/\d+ records are missing|\n✓ no-record-lost +held/);
    expect(exitCode).toBe(0);
  });

  test('shows what a kill within a write does, as it is recorded', () => {
    const interleaving = evidenceLines(
      readCounterexample(join(packageRoot, 'properties/counterexamples/survives-kill/file.json')),
    );
    expect(readme).toContain(`\n\`\`\`\n${interleaving.join('\n')}\n\`\`\`\n`);
  });

  test('shows what copytruncate does to a writer that holds a lock, as it is recorded', () => {
    const interleaving = evidenceLines(
      readCounterexample(join(packageRoot, 'properties/counterexamples/survives-copytruncate/locked-alone.json')),
    );
    expect(readme).toContain(`\n\`\`\`\n${interleaving.join('\n')}\n\`\`\`\n`);
  });

  test('says of each writer what it promises, and what is recorded against it', () => {
    // Another table there says of each claim when it holds.
    const rows = rowsBelow('## When a process dies, or the disk is full').filter(({ cells }) => cells.length > 1);
    expect(rows.length).toBeGreaterThan(6);
    for (const { writer: name, cells } of rows) {
      const writer = writerNamed(name);
      if (writer === undefined) throw new Error('The table names a writer that there is not.');
      expect([name, ...cells.slice(1, -1)]).toEqual([name, ...columns.map((claim) => standing(writer, claim))]);
    }
  });

  test('has the matrix of all writers, whose broken cells are what is recorded', () => {
    const rows = rowsBelow('### The evidence');
    expect(rows.map(({ writer }) => writer)).toEqual(writerNames);
    for (const { writer, cells } of rows) {
      for (const [index, claim] of claims.entries()) {
        const files = recordedOf(writer, claim);
        const shown = files.map((file) => {
          const { processes, records } = readCounterexample(file).scenario;
          return `[${processes} × ${records}](${relative(packageRoot, file)})`;
        });
        const cell = cells[index] ?? '';
        if (files.length > 0) expect(`${writer}: ${cell}`).toBe(`${writer}: ✗ ${shown.join(', ')}`);
        else expect(['✓', '–']).toContain(cell);
      }
    }
  });

  describe.runIf(gateSupport().able)('where steps can be held', () => {
    test('shows the counterexample that its command prints, which another replays', async () => {
      const command = ours.find((line) => line.includes(' check size')) ?? '';
      const { stdout, exitCode } = await run(`${command} --workers 1`);
      const printed = stdout.replace(/logtorture \S+, node \S+\n/, `${versionsIn(readme)}\n`);
      expect(readme).toContain(`\n\`\`\`\n${printed}\n\`\`\`\n`);
      expect(exitCode).toBe(1);
      const replay = ours.find((line) => line.includes(' replay ')) ?? '';
      expect(await run(replay)).toMatchObject({ exitCode: 1 });
    });

    test('shows what a pass says', async () => {
      const { stdout, exitCode } = await run(
        'npx logtorture check sound --workers 1 --claims no-line-torn --seed 1 --budget 120',
      );
      expect(readme).toContain(`\n\`\`\`\n${stdout.slice(stdout.indexOf('sound, seed 1'))}\n\`\`\`\n`);
      expect(exitCode).toBe(0);
    });

    test('has a command that says so', async () => {
      expect(ours).toContain('npx logtorture doctor');
      expect(await run('npx logtorture doctor')).toMatchObject({ exitCode: 0 });
    });
  });

  test('has no other commands than those that the continuous integration runs', () => {
    const script = readFileSync(join(packageRoot, '.ci', 'run'), 'utf8');
    for (const command of commands.filter((line) => !ours.includes(line))) {
      for (const part of command.split(' && ')) expect(script).toContain(part);
    }
  });

  test.each(blocks('ts'))('shows a file as it is: %#', (block) => {
    const [comment = '', ...lines] = block.split('\n');
    expect(lines.join('\n')).toBe(readFileSync(join(packageRoot, comment.slice('// '.length)), 'utf8'));
  });

  test('states every claim as its invariant does', () => {
    for (const { claim, holdsWhen } of invariants) {
      expect(readme).toMatch(new RegExp(`\\| \`${claim}\` +\\| ${holdsWhen} +\\|`));
    }
  });
});

/** The versions that a counterexample in a text was found with. */
function versionsIn(text: string): string {
  return /logtorture \S+, node \S+(?=\n)/.exec(text)?.[0] ?? '';
}
