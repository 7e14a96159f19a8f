import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Claim } from '../claims/index.js';
import { readCounterexample } from '../counterexample/file.js';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { evidenceLines } from '../report/kept.js';
import { newDirectory } from '../processes/directory.js';
import { writerNamed } from '../writers/index.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { openDocument, writerRows } from './fixtures/document.js';
import { recordedOf } from './fixtures/recorded.js';
import { runCommand } from './fixtures/run-command.js';

const { text, blocks, commands, below } = openDocument('harness/README.md');
const directory = newDirectory();
afterAll(directory.remove);

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

function standing({ name, guarantees }: WriterProgram, claim: Claim): string {
  if (guarantees.includes(claim)) return '✓';
  return recordedOf(name, claim).length > 0 ? '✗' : '–';
}

describe("the harness's README", () => {
  test('shows what a kill within a write does, as it is recorded', () => {
    expect(text).toContain(screenOf('survives-kill/file.json'));
  });

  test('shows what copytruncate does to a writer that holds a lock, as it is recorded', () => {
    expect(text).toContain(screenOf('survives-copytruncate/locked-alone.json'));
  });

  test('says of each writer what it promises, and what is recorded against it', () => {
    const rows = writerRows(below('## When a process dies, or the disk is full'));
    expect(rows.length).toBeGreaterThan(6);
    for (const { writer: name, cells } of rows) {
      const writer = writerNamed(name);
      if (writer === undefined) throw new Error('The table names a writer that there is not.');
      expect([name, ...cells.slice(1, -1)]).toEqual([name, ...columns.map((claim) => standing(writer, claim))]);
    }
  });

  test.each(blocks('ts'))('shows a file as it is: %#', (block) => {
    const [comment = '', ...lines] = block.split('\n');
    expect(lines.join('\n')).toBe(readFileSync(join(packageRoot, comment.slice('// '.length)), 'utf8'));
  });

  test('names every room', () => {
    const named = Array.from(below('### The rooms').matchAll(/^\| `([\w/]+)\/` /gm), ([, room = '']) => room);
    const rooms = [...foldersIn('harness'), ...foldersIn('harness/gate').map((room) => `gate/${room}`)];
    expect(new Set(named)).toEqual(new Set(rooms));
  });

  test('names every benchmark', () => {
    const main = readFileSync(join(packageRoot, 'harness/bench/main.ts'), 'utf8');
    const benches = Array.from(main.matchAll(/^ {2}'?([\w-]+)'?: bench/gm), ([, name = '']) => name);
    const named = Array.from(below('## Benchmarks').matchAll(/^\| (`.*?) +\|/gm), ([, names = '']) => names);
    expect(named.slice(1).join(', ').replaceAll('`', '').split(', ').toSorted()).toEqual(benches.toSorted());
  });

  describe.runIf(gateSupport().able)('where steps can be held', () => {
    test('shows what a pass says', async () => {
      const command = commands.find((line) => line.includes(' check sound ')) ?? '';
      const { stdout, exitCode } = await runCommand(`${command} --workers 1`, directory.path);
      expect(text).toContain(`\n\`\`\`\n${stdout.slice(stdout.indexOf('sound, seed 1'))}\n\`\`\`\n`);
      expect(exitCode).toBe(0);
    });

    test('has a command that finds what a kill does', async () => {
      const command = commands.find((line) => line.includes(' --claims survives-kill ')) ?? '';
      const { stdout, exitCode } = await runCommand(command, directory.path);
      expect(`\n\`\`\`\n${stdout}`).toContain(
        '\nschedule  p0 is killed after 4,096 bytes of its first write of app.log\n',
      );
      expect(exitCode).toBe(1);
    });

    test.each(commands.filter((command) => / run | matrix /.test(command)))(
      'has a command that runs: %s',
      async (command) => {
        mkdirSync(join(directory.path, 'properties/counterexamples'), { recursive: true });
        // By default the matrix takes minutes.
        const brief = command.replace(/ matrix (.*?)(?: --budget \S+)?$/, ' matrix $1 --only pino --budget 4');
        const { exitCode } = await runCommand(brief, directory.path);
        expect([0, 1]).toContain(exitCode);
      },
    );
  });
});

function foldersIn(path: string): string[] {
  return readdirSync(join(packageRoot, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'fixtures')
    .map(({ name }) => name);
}

function screenOf(file: string): string {
  const lines = evidenceLines(readCounterexample(join(packageRoot, 'properties/counterexamples', file)));
  return `\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
}
