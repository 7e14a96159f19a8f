import { delimiter, resolve } from 'node:path';
import which from 'which';
import { at, dataBytes, native } from '../kernel/native.js';
import { call, closeDescriptor, mustCall, put, putPath } from '../kernel/call.js';
import { errnoName } from '../kernel/errno.js';
import { waitFor, wakeTogether } from '../kernel/listener.js';
import type { Member, Ending } from '../world/member.js';
import { socketFamily, socketType, openFlag, messageFlag } from '../kernel/flags.js';

/** A process under the gate: its listener, and the descriptor that tells when it has ended. */
export interface Spawned {
  readonly pid: number;
  readonly pidfd: number;
  readonly listener: number;
}

const newSession = 0x80;
const resetSignals = 0x04 | 0x08;

/**
 * Starts a program with the given standard streams. `image` is a descriptor of the launcher's executable. The program
 * is stopped at its first held call, at the latest at its own execve.
 */
export function spawn(image: number, member: Member, streams: readonly [number, number, number]): Spawned {
  const path = find(member);
  const pair = sockets();
  try {
    const pid = posixSpawn(image, [path, ...member.command.slice(1)], member, [...streams, pair.theirs]);
    const pidfd = mustCall('pidfd_open', pid, 0);
    closeDescriptor(pair.theirs);
    const listener = receiveDescriptor(pair.ours);
    if (listener === undefined) {
      const status = endingOf(pid);
      closeDescriptor(pidfd);
      throw new Error(
        `${member.command[0]} cannot be put under the gate: its launcher ended with ${JSON.stringify(status)}.`,
      );
    }
    wakeTogether(listener);
    return { pid, pidfd, listener };
  } finally {
    closeDescriptor(pair.ours);
  }
}

function sockets(): { readonly ours: number; readonly theirs: number } {
  const { words, base } = native();
  mustCall('socketpair', socketFamily.unix, socketType.stream | openFlag.closeOnExec, 0, base + at.small);
  return { ours: words[at.small / 4] ?? -1, theirs: words[at.small / 4 + 1] ?? -1 };
}

function posixSpawn(image: number, command: readonly string[], member: Member, descriptors: readonly number[]): number {
  const { words, base, posixSpawn: start, spawnSetup } = native();
  const actions = base + at.data;
  const attributes = base + at.data + 1024;
  spawnSetup('posix_spawn_file_actions_init', actions, 0, 0, 0);
  spawnSetup('posix_spawnattr_init', attributes, 0, 0, 0);
  try {
    descriptors.forEach((from, to) => spawnSetup('posix_spawn_file_actions_adddup2', actions, from, to, 0));
    spawnSetup('posix_spawn_file_actions_addchdir_np', actions, putPath(at.secondPath, member.cwd), 0, 0);
    spawnSetup('posix_spawnattr_setflags', attributes, newSession | resetSignals, 0, 0);
    const block = strings(
      ['logtorture-launcher', ...command],
      Object.entries(member.env).map(([name, value]) => `${name}=${value}`),
    );
    const path = putPath(at.path, `/proc/self/fd/${image}`);
    const error = start(base + at.small, path, actions, attributes, block.argv, block.env);
    if (error !== 0) throw new Error(`${member.command[0]} cannot be started in ${member.cwd}: ${errnoName(error)}.`);
    return words[at.small / 4] ?? -1;
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

const launcherLimitMs = 10_000;

function receiveDescriptor(socket: number): number | undefined {
  const { bytes, words, base } = native();
  if (waitFor([socket], launcherLimitMs) === undefined) return undefined;
  const message = Buffer.alloc(56);
  const vector = Buffer.alloc(16);
  vector.writeBigUInt64LE(BigInt(base + at.text), 0);
  vector.writeBigUInt64LE(1n, 8);
  message.writeBigUInt64LE(BigInt(put(at.data, vector)), 16);
  message.writeBigUInt64LE(1n, 24);
  message.writeBigUInt64LE(BigInt(base + at.data + 64), 32);
  message.writeBigUInt64LE(64n, 40);
  bytes.fill(0, at.data + 64, at.data + 128);
  if (call('recvmsg', socket, put(at.data + 128, message), messageFlag.closeOnExec) <= 0) return undefined;
  return words[(at.data + 64 + 16) / 4];
}

function find({ command: [name], env, cwd }: Member): string {
  const folders = (env['PATH'] ?? '').split(delimiter).map((folder) => resolve(cwd, folder));
  const program = name.includes('/') ? resolve(cwd, name) : name;
  const path = which.sync(program, { path: folders.join(delimiter), nothrow: true });
  if (path !== null) return path;
  throw new Error(`${name} cannot be started: there is no such program on the PATH of its environment.`);
}

/** Takes the ending of a child of this process, which must have ended or be about to. */
export function endingOf(pid: number): Ending {
  const { words, base } = native();
  if (call('wait4', pid, base + at.small, 0, 0) !== pid) return { code: null, signal: null };
  const status = words[at.small / 4] ?? 0;
  return (status & 0x7f) === 0 ? { code: (status >> 8) & 0xff, signal: null } : { code: null, signal: status & 0x7f };
}
