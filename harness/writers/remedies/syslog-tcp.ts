import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { claims } from '../../claim.js';
import type { OpenLog, Writer } from '../../writer.js';
import locked from './locked.js';
import { withReceiver, type Receiver } from './syslog-receiver.js';
import { framed, syslogMessage, unframed } from './syslog-message.js';

/**
 * Sends each record as a message of RFC 5424 through TCP to a receiver, which writes it down as `locked` does. The
 * receiver is the first process that finds none; when it closes its log it waits for its clients, and who comes later
 * finds another.
 *
 * A record is acknowledged when the system has taken it, as syslog knows no answers. So nothing is lost as long as the
 * receiver lives; when it is killed, everything is that was on its way, and its clients learn of it at the next record or
 * at their close. `aggregated` is the same with answers.
 */
const syslogTcp: Writer = {
  name: 'syslog-tcp',
  rotations: ['none', 'size'],
  guarantees: claims,
  async open(request) {
    let socket: Socket | undefined;
    const reception = await withReceiver(
      request.file,
      async () => receive(await locked.open(request)),
      async (port) => {
        socket = connect({ port, host: '127.0.0.1' });
        await once(socket, 'connect');
      },
    );
    if (socket === undefined) throw new Error('There is no connection to the receiver.');
    const client = send(socket, request.process);
    return {
      append: client.append,
      async close() {
        await client.close();
        await reception.close();
      },
    };
  },
};

function send(socket: Socket, process: number): OpenLog {
  /** The receiver ends the connection when it has written all, and not before it is asked to. */
  const ended = once(socket.resume(), 'end');
  ended.catch(() => undefined);
  return {
    append: (record) =>
      new Promise((resolve, reject) => {
        const message = framed(syslogMessage(process, record));
        socket.write(message, (error) => (error === undefined || error === null ? resolve() : reject(error)));
      }),
    async close() {
      socket.end();
      await ended;
    },
  };
}

async function receive(log: OpenLog): Promise<Receiver> {
  const clientPorts = new Set<number | undefined>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    clientPorts.add(socket.remotePort);
    const read = unframed((message) => log.append(message));
    socket.on('data', (piece: Buffer) => {
      try {
        read(piece);
      } catch {
        // All that a receiver can do to tell of an error.
        socket.resetAndDestroy();
      }
    });
    socket.on('end', () => socket.end()).on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const closed = once(server, 'close');
  const port = portOf(server.address());
  return {
    port,
    async stopAccepting() {
      // The system lets clients in before this process hears of them, one after the other: behind this one there is none.
      const last = connect({ port, host: '127.0.0.1' });
      await once(last, 'connect');
      while (!clientPorts.has(last.localPort)) await once(server, 'connection');
      last.resume().end();
      server.close();
    },
    async finished() {
      await closed;
      await log.close();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port.');
  return address.port;
}

export default syslogTcp;
