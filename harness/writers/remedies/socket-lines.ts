import { connect, type Server, type Socket } from 'node:net';
import { errorCode } from '../../words.js';

/** Calls `tell` with each whole line that comes through a socket. */
export function onLines(socket: Socket, tell: (line: string) => void): void {
  let partial = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) tell(line);
  });
}

/** Errors that say that nothing listens there, or that the listener closed while the connection waited to be accepted. */
const nobodyListens = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET']);

/** A connection to the process that listens there; undefined where there is none. */
export async function tryConnect(path: string): Promise<Socket | undefined> {
  const socket = connect(path);
  try {
    await new Promise((resolve, reject) => void socket.once('connect', resolve).once('error', reject));
    return socket;
  } catch (error) {
    if (nobodyListens.has(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

export function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => void server.once('error', reject).listen(path, resolve));
}

export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => (socket.closed ? resolve() : void socket.once('close', () => resolve())));
}
