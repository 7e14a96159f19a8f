import { defaultSilenceMs, runFree } from '../processes/free.js';
import { openPool } from '../processes/pool.js';
import { descriptors, inOwnDirectory } from './own-directory.js';
import { small, writerFor } from './subjects.js';

const executions = 10_000;

/** What 10,000 executions leave behind: descriptors, directories, and how much the memory of this process has grown. */
export async function benchLeaks(): Promise<void> {
  const writer = writerFor('size');
  const grown = { mebibytes: 0, descriptors: 0 };
  const left = await inOwnDirectory(async () => {
    const pool = openPool(defaultSilenceMs());
    const execute = async (times: number): Promise<void> => {
      for (let execution = 0; execution < times; execution++) await runFree({ writer, scenario: small, pool });
    };
    await execute(500);
    const before = { mebibytes: mebibytes(), descriptors: descriptors() };
    await execute(executions);
    grown.mebibytes = mebibytes() - before.mebibytes;
    grown.descriptors = descriptors() - before.descriptors;
    await pool.close();
  });
  console.log(
    `after ${executions.toLocaleString('en')} executions: memory grew by ${grown.mebibytes.toFixed(1)} MiB, ` +
      `${grown.descriptors} more descriptors are open, and ${left} directories are left once the pool is closed`,
  );
}

function mebibytes(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}
