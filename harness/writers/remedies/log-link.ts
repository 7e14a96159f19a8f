import type { Socket } from 'node:net';
import type { Rotation } from '../../scenario/rotation.js';
import { openLock } from './advisory-lock.js';
import { ownLog, type OwnerParts, type Request, type Response } from './log-owner.js';
import { closed, onLines, tryConnect } from './socket-lines.js';

/** The way from a process to the log's owner, which may be the process itself. */
export interface Link {
  readonly send: (request: Request) => void;
  readonly close: () => Promise<void>;
}

export interface LinkOptions {
  readonly file: string;
  readonly rotation: Rotation;
  readonly parts: OwnerParts;
  readonly answer: (sequence: number, error?: string) => void;
  /** The owner has gone. What it has not answered must be sent through a new link. */
  readonly broken: () => void;
}

/**
 * Connects to the owner, or becomes the owner where there is none. A process that finds none takes a lock for elections, and
 * then looks again. An owner that is closing no longer answers, but still holds its lock: the next one begins when it
 * releases that, or when the kernel does. So there are never two owners, and no process waits for a guessed time.
 */
export async function openLink(options: LinkOptions): Promise<Link> {
  const { file } = options;
  const path = `${file}.sock`;
  const owner = await tryConnect(path);
  if (owner !== undefined) return linkThrough(owner, options);

  const election = openLock(`${file}.election.lock`);
  await election.hold();
  try {
    const elected = await tryConnect(path);
    return elected === undefined ? await own(path, options) : linkThrough(elected, options);
  } finally {
    election.close();
  }
}

function linkThrough(socket: Socket, { answer, broken }: LinkOptions): Link {
  let closing = false;
  onLines(socket, (line) => {
    const { sequence, error }: Response = JSON.parse(line);
    answer(sequence, error);
  });
  // After any error the socket closes.
  socket
    .on('error', () => undefined)
    .once('close', () => {
      if (!closing) broken();
    });
  return {
    send: (request) => void socket.write(`${JSON.stringify(request)}\n`),
    async close() {
      closing = true;
      socket.end();
      await closed(socket);
    },
  };
}

async function own(path: string, { file, rotation, parts, answer }: LinkOptions): Promise<Link> {
  const ownership = openLock(`${file}.owner.lock`);
  await ownership.hold();
  try {
    const owner = await ownLog(file, path, rotation, parts);
    return {
      send(request) {
        const { sequence, error } = owner.write(request);
        answer(sequence, error);
      },
      async close() {
        await owner.close();
        ownership.close();
      },
    };
  } catch (error) {
    ownership.close();
    throw error;
  }
}
