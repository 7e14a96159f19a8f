import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { dir } from 'tmp-promise';
import * as v from 'valibot';
import { packageRoot } from '../package-root.js';

/** A project of somebody who uses logtorture, in a folder of its own. */
export interface Project {
  /** The files of the tarball that is installed in it. */
  readonly packed: readonly string[];
  /** Runs a command of a shell in it, for a minute at most. */
  readonly run: (command: string, env?: Readonly<Record<string, string>>) => Promise<Ran>;
  /** Reads a file of it. */
  readonly read: (file: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}

export interface Ran {
  readonly exitCode: number | undefined;
  /** All that was printed, on either stream. */
  readonly printed: string;
}

const packedSchema = v.tuple([v.object({ filename: v.string(), files: v.array(v.object({ path: v.string() })) })]);
const manifestSchema = v.object({ devDependencies: v.record(v.string(), v.string()) });

/** What a user has beside logtorture, in the versions that it is developed with. */
const besides = ['@types/node', 'fast-check', 'typescript', 'vitest'];

/**
 * Packs what is compiled, and installs it where there is nothing but a few files of a user.
 * @throws {Error} when it can't be packed or installed.
 */
export async function newProject(fixtures: string): Promise<Project> {
  const { path, cleanup } = await dir({ unsafeCleanup: true });
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', path];
  const { stdout } = await execa('npm', pack, { cwd: packageRoot });
  const [{ filename, files }] = v.parse(packedSchema, JSON.parse(stdout));

  cpSync(fixtures, path, { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'mine', private: true, type: 'module' }));
  const { devDependencies } = v.parse(
    manifestSchema,
    JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')),
  );
  const packages = [`./${filename}`, ...besides.map((name) => `${name}@${devDependencies[name]}`)];
  const quietly = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  await execa('npm', ['install', ...quietly, ...packages], {
    cwd: path,
    env: outsideOf(process.env),
    extendEnv: false,
  });

  return {
    packed: files.map((file) => file.path),
    run: async (command, env = {}) => {
      const { exitCode, all } = await execa(command, {
        cwd: path,
        shell: true,
        preferLocal: true,
        localDir: path,
        extendEnv: false,
        env: { ...outsideOf(process.env), ...env },
        reject: false,
        all: true,
        timeout: 60_000,
      });
      return { exitCode, printed: all };
    },
    read: (file) => readFile(join(path, file), 'utf8'),
    remove: () => cleanup(),
  };
}

/** The environment without what npm, vitest and this repository's tests have added to it. */
function outsideOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const added = /^(?:npm_(?!config_)|npm_config_local_prefix$|VITEST|LOGTORTURE_|NODE_ENV$|TEST$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !added.test(name)));
}
