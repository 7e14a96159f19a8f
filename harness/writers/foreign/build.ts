import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { startMarked } from '../../gate/index.js';
import { errorCode } from '../../words.js';

/** How a writer is made from its sources, when it is first used. Plain data. */
export interface Build {
  /** Where it is then. */
  readonly folder: string;
  /** The command that makes it; `{out}` in a word stands for the folder. */
  readonly command: readonly string[];
  /** What stands in its environment beside what stands in this one's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A command that makes it faster, once it is in its folder; until then, or where that fails, it does as well. */
  readonly afterwards?: readonly string[];
}

const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'logtorture');

/**
 * Where something is kept that is made of files by a command: elsewhere once any of these is another one.
 * @param versions of what it is compiled with.
 */
export function buildOf(
  sources: readonly string[],
  { command, environment = {}, afterwards = [] }: Omit<Build, 'folder'>,
  versions: Readonly<Record<string, string>>,
): Build {
  const hash = createHash('sha256').update(JSON.stringify([command, environment, versions, ...afterwards]));
  for (const source of sources) hash.update(readFileSync(source));
  return { folder: join(cache, hash.digest('hex').slice(0, 16)), command, environment, afterwards };
}

/**
 * Makes it, where that has not been done yet. Several may do so at once: one of them is first.
 * @throws {Error} that says what the compiler said.
 */
export function assureBuilt({ folder, command, environment = {}, afterwards = [] }: Build): void {
  if (existsSync(folder)) return;
  mkdirSync(dirname(folder), { recursive: true });
  const made = mkdtempSync(`${folder}-`);
  const run = ([program = '', ...words]: readonly string[], out: string) =>
    startMarked(() =>
      execaSync(
        program,
        words.map((word) => word.replaceAll('{out}', out)),
        { env: environment, reject: false, stdin: 'ignore' },
      ),
    );
  const { failed, stderr, shortMessage } = run(command, made);
  if (!failed) {
    try {
      renameSync(made, folder);
      if (afterwards.length > 0) run(afterwards, folder);
    } catch (error) {
      rmSync(made, { recursive: true });
      if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
    }
    return;
  }
  rmSync(made, { recursive: true });
  throw new Error(
    `It can't be built: ${shortMessage ?? command.join(' ')}: ${stderr.trim().split('\n').slice(0, 5).join(' ')}`,
  );
}
