import { claimsWithoutFaults } from '../../claims/index.js';
import type { Writer } from '../writer.js';
import { openThroughStream } from './stream-receiver.js';

/**
 * Prints its records, whichever logger has made them, on a standard output that leads to one collector, through a
 * Unix-domain socket of its own as services of systemd have it; the collector writes down whole lines of each. A record is
 * acknowledged when the system has taken it, as from any program that prints. So nothing is lost or torn as long as the
 * collector lives, and what is on its way when it is killed is lost. Processes that share one pipe instead tear what is
 * longer than 4,096 bytes (pipe(7), PIPE_BUF).
 */
const stdoutCollector: Writer = {
  name: 'stdout-collector',
  rotations: ['none', 'size'],
  guarantees: claimsWithoutFaults,
  open: (request) =>
    openThroughStream(
      request,
      { path: `${request.file}.stdout` },
      { frame: (record) => `${record}\n`, unframed: lines },
    ),
};

export default stdoutCollector;

/** Tells each whole line of a stream that comes in pieces. */
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
