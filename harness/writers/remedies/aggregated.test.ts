import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { liveName, readLogFiles } from '../../log-files.js';
import { compiledModule } from '../../package-root.js';
import { startChild, type Child } from '../../processes/child.js';
import { newDirectory } from '../../processes/directory.js';
import { recordText } from '../../record.js';
import { writerNamed } from '../index.js';
import { socketCanaries } from './broken/index.js';

const aside = newDirectory();
let directory = newDirectory();
afterAll(aside.remove);
afterEach(() => {
  directory.remove();
  directory = newDirectory();
});

const host = compiledModule('processes/host.js');
const dying = [process.execPath, host, compiledModule('writers/remedies/fixtures/dies-after-writing.js')];
const texts = [recordText({ process: 0, sequence: 0 }, 50), recordText({ process: 1, sequence: 0 }, 50)];

test('writes a record once that an owner has written and not answered', async () => {
  expect(await linesAfterDeath(writerNamed('aggregated')?.command ?? [])).toEqual([
    expect.stringContaining(texts[0] ?? ''),
    expect.stringContaining(texts[1] ?? ''),
  ]);
});

test.each(socketCanaries)('$program.name does wrong: $bug', async ({ program }) => {
  expect(await linesAfterDeath(program.command)).toHaveLength(3);
});

/** The first process owns the log and writes a record, then stays; the second one's record is its last. */
async function linesAfterDeath(command: readonly string[]): Promise<string[]> {
  const owner = startChild(dying, join(aside.path, 'stderr'));
  await toldBy(owner, 'ok 0', order(0, [1, 3_600_000]));
  const heir = startChild(command, join(aside.path, 'stderr'));
  await toldBy(heir, 'closed', order(1, [1]));
  heir.kill();
  expect(await owner.ended).toMatchObject({ signal: 'SIGKILL' });
  await heir.ended;
  return readLogFiles(join(directory.path, liveName)).flatMap(({ text }) => text.trimEnd().split('\n'));
}

function order(each: number, pausesMs: readonly number[]): string {
  const file = join(directory.path, liveName);
  const records = pausesMs.map((_, sequence) => recordText({ process: each, sequence }, 50));
  return `${JSON.stringify({ file, rotation: { kind: 'none' }, process: each, records, pausesMs })}\n`;
}

function toldBy(child: Child, awaited: string, input: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.listen({
      line: (line) => {
        if (line === awaited) resolve();
      },
      exit: () => reject(new Error('It ended before.')),
    });
    void child.write(input);
  });
}
