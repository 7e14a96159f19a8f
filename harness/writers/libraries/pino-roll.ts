import { once } from 'node:events';
import { requirePackage } from '../require-package.js';
import type { Rotation } from '../../scenario/rotation.js';
import type { Writer } from '../writer.js';
import { losslessAlone } from './alone.js';
import { load as loadPino, logTo, type Destination } from './pino.js';
import { untilIdle } from './until-idle.js';

/**
 * pino into a file that is followed by one of the next number when it is full, or when its time is over. It writes
 * asynchronously and rolls only when nothing is left to write (pino-roll 4.0, pino-roll.js, `roll`), so each record is given
 * to it when the one before has been written. Records count as acknowledged when it has closed. Files of other processes are
 * removed only with `removeOtherLogFiles`, and then the live file counts as one of them (lib/utils.js, `removeOldFiles`).
 */
const pinoRoll: Writer = {
  name: 'pino-roll',
  rotations: ['none', 'size', 'time'],
  guarantees: [],
  guaranteesAlone: losslessAlone,
  acknowledges: 'close',
  numbering: 'onwards',
  load: () => void [loadPino(), load()],
  async open({ file, rotation }) {
    const destination = await load()({ file, ...optionsOf(rotation) });
    if (destination.fd === -1) await once(destination, 'ready');
    const { append, close } = logTo(destination);
    return {
      async append(record) {
        const drained = once(destination, 'drain');
        await append(record);
        await drained;
      },
      async close() {
        // It may be about to roll: both calls wait for that.
        await untilIdle();
        await close();
        await untilIdle();
      },
    };
  },
};
export default pinoRoll;

/** What is used of the package, which brings no types. */
interface Options {
  readonly size?: string;
  readonly frequency?: number;
  readonly limit?: { readonly count: number; readonly removeOtherLogFiles: boolean };
}
type Roll = (options: Options & { readonly file: string }) => Promise<Destination & { readonly fd: number }>;

function optionsOf(rotation: Rotation): Options {
  if (rotation.kind === 'none') return {};
  const limit = { count: rotation.backups + 1, removeOtherLogFiles: true };
  return rotation.kind === 'size' ? { size: `${rotation.maxBytes}b`, limit } : { frequency: rotation.periodMs, limit };
}

function load(): Roll {
  return requirePackage('pino-roll');
}
