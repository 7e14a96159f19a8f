import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startMarked } from '../gate/index.js';
import { programEnvironment } from '../processes/environment.js';
import type { AsIs } from '../scenario/as-is.js';
import { environmentOf, filledIn } from '../processes/told-in-words.js';

/**
 * Makes a directory as an execution finds it: empty, but for what `before` has put there.
 * @throws {Error} where that fails.
 */
export function prepareDirectory(
  directory: string,
  { before, file }: Pick<AsIs, 'before' | 'file'>,
  records: number,
): void {
  for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true, force: true });
  if (before === undefined) return;
  const values = { dir: directory, log: join(directory, file), process: '', records: String(records) };
  const line = filledIn(before, values);
  const options = { cwd: directory, env: programEnvironment(environmentOf(values)), encoding: 'utf8' } as const;
  const { status, signal, stderr, error } = startMarked(() => spawnSync('sh', ['-c', line], options));
  if (status === 0) return;
  const how = error?.message ?? `it ended with ${signal ?? `exit status ${status}`}`;
  throw new Error(
    `What prepares the directory has failed: ${line}: ${[how, stderr.trim()].filter(Boolean).join(': ')}`,
  );
}
