import { byteString, putPath } from './call.js';
import { at, dataBytes, native } from './native.js';

const newSession = 0x80;
const resetSignals = 0x04 | 0x08;

/** A program to start: its path, what it is told, and the descriptors that become its 0, 1, 2 and so on. */
export interface Program {
  readonly path: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly descriptors: readonly number[];
}

/** Starts a program in a session of its own, with all signals as a program usually finds them; gives its PID, or the negative number of an error. */
export function posixSpawn({ path, argv, env, cwd, descriptors }: Program): number {
  const { words, base, posixSpawn: start, spawnSetup } = native();
  const actions = base + at.data;
  const attributes = base + at.data + 1024;
  spawnSetup('posix_spawn_file_actions_init', actions, 0, 0, 0);
  spawnSetup('posix_spawnattr_init', attributes, 0, 0, 0);
  try {
    descriptors.forEach((from, to) => spawnSetup('posix_spawn_file_actions_adddup2', actions, from, to, 0));
    spawnSetup('posix_spawn_file_actions_addchdir_np', actions, putPath(at.secondPath, byteString(cwd)), 0, 0);
    spawnSetup('posix_spawnattr_setflags', attributes, newSession | resetSignals, 0, 0);
    const block = strings(
      argv,
      Object.entries(env).map(([name, value]) => `${name}=${value}`),
    );
    const error = start(base + at.small, putPath(at.path, path), actions, attributes, block.argv, block.env);
    return error === 0 ? (words[at.small / 4] ?? -1) : -error;
  } finally {
    spawnSetup('posix_spawn_file_actions_destroy', actions, 0, 0, 0);
    spawnSetup('posix_spawnattr_destroy', attributes, 0, 0, 0);
  }
}

/** Lays out two arrays of C strings in the block's data, behind the structures that are there already. */
function strings(argv: readonly string[], env: readonly string[]): { readonly argv: number; readonly env: number } {
  const { bytes, base } = native();
  let pointer = at.data + 4096;
  let text = pointer + (argv.length + env.length + 2) * 8;
  const lay = (values: readonly string[]): number => {
    const start = pointer;
    for (const value of values) {
      if (text + value.length * 4 > at.data + dataBytes)
        throw new Error('A command cannot be started: its arguments and environment are too long.');
      bytes.writeBigUInt64LE(BigInt(base + text), pointer);
      pointer += 8;
      text += bytes.write(`${value}\0`, text);
    }
    bytes.writeBigUInt64LE(0n, pointer);
    pointer += 8;
    return base + start;
  };
  return { argv: lay(argv), env: lay(env) };
}
