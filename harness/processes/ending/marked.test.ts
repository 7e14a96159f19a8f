import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { hasEnded, ownMark } from '../../gate/index.js';
import { bundledModule, compiledModule } from '../../package-root.js';
import { newDirectory } from '../directory.js';
import { endLeftovers, prefixOf, removeLeftovers } from './marked.js';

/** Starts a process that would go on for an hour, tells about it, and is killed, so that it can't end what it has started. */
const isKilled = `
  import { spawn } from 'node:child_process';
  import { ownMark, startMarked } from '${compiledModule('gate/index.js')}';
  const { pid } = startMarked(() => spawn('sh', ['-c', 'trap "" TERM HUP; sleep 3600'], { detached: true, stdio: 'ignore' }));
  process.stdout.write(pid + ' ' + ownMark(), () => process.kill(process.pid, 'SIGKILL'));
`;

test('what was left by a process that was killed goes with the next, and nothing else does', async () => {
  const killed = await execa(process.execPath, ['--input-type=module', '-e', isKilled], { reject: false });
  expect(killed.signal).toBe('SIGKILL');
  const [left = 0, mark = 0] = killed.stdout.split(' ').map(Number);
  const own = newDirectory();
  onTestFinished(own.remove);
  const elsewhere = mark + 1;
  const others = ['logtorture-abcdef', 'another', `${prefixOf(ownMark() ?? 0)}abcdef`, `${prefixOf(elsewhere)}abcdef`];
  for (const name of [`${prefixOf(mark)}abcdef`, ...others]) mkdirSync(join(own.path, name));

  endLeftovers();
  removeLeftovers(own.path);
  await expect.poll(() => hasEnded(left)).toBe(true);
  expect(readdirSync(own.path).toSorted()).toEqual(others.toSorted());
});

test('what belongs to a run that goes on stays until it is told to end', async () => {
  const own = newDirectory();
  onTestFinished(own.remove);
  const args = ['run', '-t', 'file', '--runs', '100000'];
  const run = execa(process.execPath, [bundledModule('cli/logtorture.js'), ...args], {
    env: { LOGTORTURE_DIRECTORY: own.path },
    reject: false,
  });
  await new Promise((resolve) => run.stdout.once('data', resolve));
  await expect.poll(() => readdirSync(own.path)).not.toEqual([]);
  endLeftovers();
  removeLeftovers(own.path);
  expect(readdirSync(own.path)).not.toEqual([]);
  run.kill('SIGTERM');
  expect((await run).exitCode).toBe(143);
  expect(readdirSync(own.path)).toEqual([]);
});
