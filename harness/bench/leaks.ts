import { readdirSync } from 'node:fs';
import { runFree } from '../free.js';
import { newDirectory } from '../processes/directory.js';
import { openPool } from '../processes/pool.js';
import { small, writerFor } from './subjects.js';

const executions = 10_000;
/** What 10,000 executions leave behind: descriptors, directories, and how much the memory of this process has grown. */
export async function benchLeaks(): Promise<void> {
  const writer = writerFor('size');
  const parent = newDirectory();
  process.env['LOGTORTURE_DIRECTORY'] = parent.path;
  const pool = openPool(10_000);
  const execute = async (times: number): Promise<void> => {
    for (let execution = 0; execution < times; execution++) await runFree({ writer, scenario: small, pool });
  };
  await execute(500);
  const before = { mebibytes: memory(), descriptors: descriptors() };
  await execute(executions);
  const grown = memory() - before.mebibytes;
  const opened = descriptors() - before.descriptors;
  await pool.close();
  const left = readdirSync(parent.path).length;
  parent.remove();
  console.log(
    `after ${executions.toLocaleString('en')} executions: memory grew by ${grown.toFixed(1)} MiB, ` +
      `${opened} more descriptors are open, and ${left} directories are left once the pool is closed`,
  );
}

function memory(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}

function descriptors(): number {
  return readdirSync('/proc/self/fd').length;
}
