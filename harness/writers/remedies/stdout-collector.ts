import type { Writer } from '../writer.js';
import { keptWithoutFaults } from './guarantees.js';
import { openThroughStream } from './stream-receiver.js';

/**
 * Prints its records on standard output, which leads to one collector. Each process has a Unix-domain socket of its own, as
 * services of systemd have, and the collector writes down whole lines. A record is acknowledged when the system has taken
 * it, as from any program that prints. So nothing is lost or torn as long as the collector lives; when it is killed, what is
 * on its way is lost; and a line is what it stores, so that a record is one line. Processes that shared one pipe would tear what is longer than 4,096 bytes (pipe(7), PIPE_BUF).
 */
const stdoutCollector: Writer = {
  name: 'stdout-collector',
  rotations: ['none', 'size'],
  guarantees: keptWithoutFaults,
  takes: ['multi-byte'],
  open: (request) =>
    openThroughStream(
      request,
      { path: `${request.file}.stdout` },
      { frame: (record) => `${record}\n`, unframed: lines },
    ),
};

export default stdoutCollector;

/** Calls `tell` with each whole line of a stream that comes in pieces. */
export function lines(tell: (line: string) => void): (piece: Buffer) => void {
  let partial: Buffer = Buffer.alloc(0);
  return (piece) => {
    partial = Buffer.concat([partial, piece]);
    for (let end = partial.indexOf('\n'); end >= 0; end = partial.indexOf('\n')) {
      tell(partial.toString('utf8', 0, end));
      partial = partial.subarray(end + 1);
    }
  };
}
