import { delimiter, resolve } from 'node:path';
import which from 'which';
import { closeDescriptor, mustCall } from '../kernel/call.js';
import { markStarted } from '../kernel/descent.js';
import { errnoName } from '../kernel/errno.js';
import { waitFor, wakeTogether } from '../kernel/listener.js';
import type { Member } from '../world/member.js';
import { receiveDescriptor } from '../kernel/descriptor-message.js';
import { makeSocketPair } from '../kernel/socket.js';
import { posixSpawn } from '../kernel/spawn.js';
import { endingOf } from '../kernel/wait.js';
import { lengthened } from '../../limits.js';

/** A process under the gate: its listener, and the descriptor that tells when it has ended. */
export interface Spawned {
  readonly pid: number;
  readonly pidfd: number;
  readonly listener: number;
}

let isOver = (): boolean => false;

/** Has this thread start no program any more once something is over. */
export function startNoneOnce(over: () => boolean): void {
  isOver = over;
}

const launcherLimitMs = 10_000;

/**
 * Starts a program with the given standard streams. `image` is a descriptor of the launcher's executable. The program
 * is stopped at its first held call, at the latest at its own execve.
 */
export function spawn(image: number, member: Member, streams: readonly [number, number, number]): Spawned {
  if (isOver()) throw new Error(`${member.command[0]} is not started: all is about to end.`);
  const path = find(member);
  const pair = makeSocketPair();
  try {
    const pid = posixSpawn({
      path: `/proc/self/fd/${image}`,
      argv: ['logtorture-launcher', path, ...member.command.slice(1)],
      env: member.env,
      cwd: member.cwd,
      descriptors: [...streams, pair.theirs],
    });
    if (pid < 0) throw new Error(`${member.command[0]} cannot be started in ${member.cwd}: ${errnoName(-pid)}.`);
    // It has not become the command yet.
    markStarted(pid);
    const pidfd = mustCall('pidfd_open', pid, 0);
    closeDescriptor(pair.theirs);
    const answered = waitFor([pair.ours], lengthened(launcherLimitMs)) !== undefined;
    const listener = answered ? receiveDescriptor(pair.ours) : undefined;
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

function find({ command: [name], env, cwd }: Member): string {
  const folders = (env['PATH'] ?? '').split(delimiter).map((folder) => resolve(cwd, folder));
  const program = name.includes('/') ? resolve(cwd, name) : name;
  const path = which.sync(program, { path: folders.join(delimiter), nothrow: true });
  if (path !== null) return path;
  throw new Error(`${name} cannot be started: there is no such program on the PATH of its environment.`);
}
