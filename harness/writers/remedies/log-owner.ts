import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { errorMessage } from '../../words.js';
import type { Rotation } from '../../scenario/rotation.js';
import { openRotatingFile, type RotatingFile } from './rotating-file.js';
import { closed, listen, onLines } from './socket-lines.js';
import { holdsTag, taggedLine, type Tag } from './tagged-line.js';

/** A record on its way to the owner. What may have been sent before is looked for in the files. */
export interface Request extends Tag {
  readonly record: string;
  readonly mayBeThere: boolean;
}

/** What became of it: it is in the file, or why not. */
export interface Response {
  readonly sequence: number;
  readonly error?: string;
}

/** The one process that writes the log, for itself and for those who connect. */
export interface LogOwner {
  readonly write: (request: Request) => Response;
  /** Resolves once all that was answered is on its way, and nothing more will be written. */
  readonly close: () => Promise<void>;
}

/** What a broken copy may do otherwise. */
export interface OwnerParts {
  readonly openFile: (file: string, rotation: Rotation) => RotatingFile;
  readonly isThere: (file: string, tag: Tag) => boolean;
}

export const soundOwner: OwnerParts = { openFile: openRotatingFile, isThere: holdsTag };

/** Nobody else may own the log when this is called, or until its `close` has resolved. */
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
      // What comes now gets no answer, and goes to the next owner.
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
