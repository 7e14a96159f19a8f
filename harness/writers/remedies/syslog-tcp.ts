import type { Writer } from '../writer.js';
import { keptWithoutFaults } from './guarantees.js';
import { openThroughStream } from './stream-receiver.js';
import { framed, syslogMessage, unframed } from './syslog-message.js';

/**
 * Sends each record as a message of RFC 5424 through TCP to a receiver. A record is acknowledged when the system has taken
 * it, as syslog knows no answers. So nothing is lost as long as the receiver lives; when it is killed, what was on its way is
 * lost, and its clients learn of it at their next record or at their close. `aggregated` has answers.
 */
const syslogTcp: Writer = {
  name: 'syslog-tcp',
  rotations: ['none', 'size'],
  guarantees: keptWithoutFaults,
  open: (request) =>
    openThroughStream(
      request,
      { port: 0, host: '127.0.0.1' },
      { frame: (record, process) => framed(syslogMessage(process, record)), unframed },
    ),
};

export default syslogTcp;
