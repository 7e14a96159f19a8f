import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what takes long to fetch or to build is kept, about 3 GB a machine. */
const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'logtorture-guests');

/**
 * A folder that `make` has filled, in this process or an earlier one.
 * @param madeOf what makes it another one when it changes.
 */
export async function kept(
  name: string,
  madeOf: readonly string[],
  make: (into: string) => Promise<void>,
): Promise<string> {
  const place = join(folder, `${name}-${digest(madeOf.join('\n'))}`);
  if (existsSync(place)) return place;
  mkdirSync(folder, { recursive: true });
  const unfinished = mkdtempSync(join(folder, 'unfinished-'));
  try {
    await make(unfinished);
    renameSync(unfinished, place);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return place;
}

/** A short name of a text. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
