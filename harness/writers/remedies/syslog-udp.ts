import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { OpenLog, Writer } from '../writer.js';
import locked from './locked.js';
import { syslogMessage } from './syslog-message.js';
import { withReceiver, type Address, type Receiver } from './receiver.js';

/**
 * Sends each record as one datagram to a receiver (RFC 5426), which writes it down as `locked` does. The receiver is the
 * first process that finds none.
 *
 * A record is acknowledged when the system has taken it. The system drops what comes faster than the receiver reads, and
 * what comes when it has closed, without an error: all that is promised is that what arrives is whole and there once.
 * Records over about 65,000 bytes are refused.
 */
const syslogUdp: Writer = {
  name: 'syslog-udp',
  rotations: ['none', 'size'],
  guarantees: ['no-record-duplicated', 'no-line-torn', 'nothing-unexpected', 'threshold-kept'],
  async open(request) {
    const socket = createSocket('udp4');
    let receiver: Address = 0;
    const reception = await withReceiver(
      request.file,
      async () => receive(await locked.open(request)),
      (address) => {
        receiver = address;
        return Promise.resolve();
      },
    );
    return {
      append: (record) =>
        new Promise((resolve, reject) => {
          const message = syslogMessage(request.process, record);
          socket.send(message, Number(receiver), '127.0.0.1', (error) => (error === null ? resolve() : reject(error)));
        }),
      async close() {
        socket.close();
        await reception.close();
      },
    };
  },
};

async function receive(log: OpenLog): Promise<Receiver> {
  const socket = createSocket('udp4');
  socket.on('message', (message) => {
    try {
      void log.append(message.toString('utf8'));
    } catch {
      // A receiver of datagrams has no way to report an error.
    }
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: socket.address().port,
    stopAccepting() {
      socket.close();
      return Promise.resolve();
    },
    finished: async () => log.close(),
  };
}

export default syslogUdp;
