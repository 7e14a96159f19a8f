import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { errorMessage } from '../../words.js';
import type { Rotation } from '../../scenario/rotation.js';
import { openRotatingFile, type RotatingFile } from './rotating-file.js';
import { closed, listen, onLines } from './socket-lines.js';
import { holdsTag, taggedLine, type Tag } from './tagged-line.js';

/** A record on its way to the owner. */
export interface Request extends Tag {
  readonly record: string;
  /** Whether an earlier owner may have written it: then the files are searched for it first. */
  readonly mayBeThere: boolean;
}

/** What became of it: it is in the file, or why not. */
export interface Response {
  readonly sequence: number;
  readonly error?: string;
}

/** The one process that writes the log, for itself and for the processes that connect to it. */
export interface LogOwner {
  readonly write: (request: Request) => Response;
  /** Resolves when all answers have been sent and nothing more will be written. */
  readonly close: () => Promise<void>;
}

/** The parts that a broken copy replaces. */
export interface OwnerParts {
  readonly openFile: (file: string, rotation: Rotation) => RotatingFile;
  readonly isThere: (file: string, tag: Tag) => boolean;
}

export const soundOwner: OwnerParts = { openFile: openRotatingFile, isThere: holdsTag };

/** Owns a log. The caller makes sure that no other process owns it until `close` has resolved. */
export async function ownLog(
  file: string,
  socketPath: string,
  rotation: Rotation,
  { openFile, isThere }: OwnerParts,
): Promise<LogOwner> {
  const log = openFile(file, rotation);
  const sockets = new Set<Socket>();
  let closing = false;

  const write = ({ record, mayBeThere, ...tag }: Request): Response => {
    try {
      if (!mayBeThere || !isThere(file, tag)) log.append(taggedLine(tag, record));
      return { sequence: tag.sequence };
    } catch (error) {
      return { sequence: tag.sequence, error: errorMessage(error) };
    }
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    // A client that has gone takes no answer; what it sent last is written or not, as with any process that dies.
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    onLines(socket, (line) => {
      // A request that comes now gets no answer, so it is sent again to the next owner.
      if (closing) return;
      const request: Request = JSON.parse(line);
      socket.write(`${JSON.stringify(write(request))}\n`);
    });
  });
  // A dead owner has left its socket behind.
  rmSync(socketPath, { force: true });
  await listen(server, socketPath);
  return {
    write,
    async close() {
      closing = true;
      server.close();
      const all = [...sockets];
      for (const socket of all) socket.destroySoon();
      await Promise.all(all.map(closed));
      log.close();
    },
  };
}
