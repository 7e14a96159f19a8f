import { once } from 'node:events';
import { connect, createServer, type ListenOptions, type Socket } from 'node:net';
import type { OpenLog, OpenRequest } from '../writer.js';
import locked from './locked.js';
import { withReceiver, type Address, type Receiver } from './receiver.js';

/** How records go through a stream: what is sent of a record, and how records are found in the pieces that arrive. */
export interface Framing {
  readonly frame: (record: string, process: number) => string | Buffer;
  readonly unframed: (tell: (record: string) => void) => (piece: Buffer) => void;
}

/**
 * A log that sends its records through a stream to a receiver, which writes it down as `locked` does. The receiver is the
 * first process that finds none; when it closes its log it waits for its clients, and a process that comes later becomes the
 * next one. A record is acknowledged when the system has taken it.
 */
export async function openThroughStream(
  request: OpenRequest,
  at: ListenOptions,
  { frame, unframed }: Framing,
): Promise<OpenLog> {
  let socket: Socket | undefined;
  const reception = await withReceiver(
    request.file,
    async () => receive(await locked.open(request), at, unframed),
    async (address) => {
      socket = await connectTo(address);
    },
  );
  if (socket === undefined) throw new Error('There is no connection to the receiver.');
  const stream = socket;
  const end = endOf(stream);
  return {
    append: (record) =>
      new Promise((resolve, reject) => {
        const piece = frame(record, request.process);
        stream.write(piece, (error) => (error === undefined || error === null ? resolve() : reject(error)));
      }),
    async close() {
      await end();
      await reception.close();
    },
  };
}

async function connectTo(address: Address): Promise<Socket> {
  const socket = typeof address === 'string' ? connect(address) : connect({ port: address, host: '127.0.0.1' });
  await once(socket, 'connect');
  return socket;
}

/** Gives what ends a stream. It resolves when the receiver has written everything and ended the stream, too. */
function endOf(socket: Socket): () => Promise<void> {
  const ended = once(socket.resume(), 'end');
  ended.catch(() => undefined);
  return async () => {
    socket.end();
    await ended;
  };
}

async function receive(log: OpenLog, at: ListenOptions, unframed: Framing['unframed']): Promise<Receiver> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const read = unframed((record) => log.append(record));
    socket.on('data', (piece: Buffer) => {
      try {
        read(piece);
      } catch {
        // A receiver has no other way to report an error.
        if (at.path === undefined) socket.resetAndDestroy();
        else socket.destroy();
      }
    });
    socket.on('end', () => socket.end()).on('error', () => socket.destroy());
  });
  server.listen(at);
  await once(server, 'listening');
  const closed = once(server, 'close');
  const address = addressOf(server.address());
  return {
    address,
    async stopAccepting() {
      // The system accepts clients one after the other, before this process hears of them: when this last one has been
      // answered, all before it have been heard of.
      const last = await connectTo(address);
      await endOf(last)();
      server.close();
    },
    async finished() {
      await closed;
      await log.close();
    },
  };
}

function addressOf(address: string | { readonly port: number } | null): Address {
  if (address === null) throw new Error('The receiver has no address.');
  return typeof address === 'string' ? address : address.port;
}
