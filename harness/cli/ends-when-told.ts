import { constants } from 'node:os';
import { breakOff } from '../processes/ending/leave.js';
import { errorCode } from '../words.js';

const statusOfSignal = 128;
const says = 'logtorture: interrupted.';
const { SIGHUP, SIGINT, SIGPIPE, SIGTERM } = constants.signals;

/**
 * Ends this process within a second of Ctrl-C, a SIGTERM or a SIGHUP, or once there is nobody left to print for; the
 * exit status is the one that shells give.
 */
export function endWhenTold(): void {
  process.on('SIGINT', () => breakOff({ status: statusOfSignal + SIGINT, says }));
  process.on('SIGTERM', () => breakOff({ status: statusOfSignal + SIGTERM, says }));
  // `nohup` changes nothing: Node forgets at its start which signals were to be ignored.
  process.on('SIGHUP', () => breakOff({ status: statusOfSignal + SIGHUP, says }));
  let isSomebodyThere = true;
  const nobodyThere = (error: Error): void => {
    if (!isSomebodyThere) return;
    isSomebodyThere = false;
    breakOff({ status: statusOfSignal + (errorCode(error) === 'EPIPE' ? SIGPIPE : SIGHUP) });
  };
  process.stdout.on('error', nobodyThere);
  process.stderr.on('error', nobodyThere);
}
